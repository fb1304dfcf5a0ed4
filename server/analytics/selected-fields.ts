import { Kind, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';

/**
 * The names of the fields that a document asks for at a path below the field being resolved, with all
 * that @skip may yet leave out.
 */
export function selectedFields(
  { fieldNodes, fragments }: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>,
  path: readonly string[],
): Set<string> {
  let sets = fieldNodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  for (const name of path) {
    sets = fieldsOf(sets, fragments)
      .filter((field) => field.name.value === name)
      .flatMap(({ selectionSet }) => selectionSet ?? []);
  }
  return new Set(fieldsOf(sets, fragments).map(({ name }) => name.value));
}

function fieldsOf(sets: readonly SelectionSetNode[], fragments: GraphQLResolveInfo['fragments']) {
  return sets
    .flatMap(({ selections }) => selections)
    .flatMap((selection): FieldNodes => {
      if (selection.kind === Kind.FIELD) return [selection];
      const { selectionSet } =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? fragments[selection.name.value]! // validation saw to it that there is one
          : selection;
      return fieldsOf([selectionSet], fragments);
    });
}

type FieldNodes = GraphQLResolveInfo['fieldNodes'][number][];
