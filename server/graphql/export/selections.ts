import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  Kind,
  typeFromAST,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** Fields by the names they have in the answer; those of one name are one field there. */
export type CollectedFields = ReadonlyMap<string, readonly FieldNode[]>;

/** What a document asks for with these variables, as graphql-js will collect it. */
export class Selections {
  readonly #schema: GraphQLSchema;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #variables: Record<string, unknown>;

  constructor(
    schema: GraphQLSchema,
    { definitions }: DocumentNode,
    variables: Record<string, unknown>,
  ) {
    this.#schema = schema;
    this.#variables = variables;
    this.#fragments = new Map(
      definitions.flatMap((definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
      ),
    );
  }

  fieldsOf(type: GraphQLObjectType, sets: readonly SelectionSetNode[]): CollectedFields {
    const fields = new Map<string, FieldNode[]>();
    const visited = new Set<string>();
    for (const set of sets) this.#collect(type, set, fields, visited);
    return fields;
  }

  /** What is asked of what these fields lead to. */
  below(type: GraphQLObjectType, fields: readonly FieldNode[]): CollectedFields {
    return this.fieldsOf(
      type,
      fields.flatMap(({ selectionSet }) => selectionSet ?? []),
    );
  }

  #collect(
    type: GraphQLObjectType,
    { selections }: SelectionSetNode,
    fields: Map<string, FieldNode[]>,
    visited: Set<string>,
  ): void {
    for (const selection of selections.filter((one) => this.#isIncluded(one))) {
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        fields.set(key, [...(fields.get(key) ?? []), selection]);
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        if (visited.has(selection.name.value)) continue;
        visited.add(selection.name.value);
      }
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? this.#fragments.get(selection.name.value)! // it was validated
          : selection;
      if (this.#isOf(type, fragment)) this.#collect(type, fragment.selectionSet, fields, visited);
    }
  }

  #isIncluded(node: SelectionNode): boolean {
    const skip = getDirectiveValues(GraphQLSkipDirective, node, this.#variables);
    const include = getDirectiveValues(GraphQLIncludeDirective, node, this.#variables);
    return skip?.['if'] !== true && include?.['if'] !== false;
  }

  #isOf(
    type: GraphQLObjectType,
    { typeCondition }: { typeCondition?: FragmentDefinitionNode['typeCondition'] | undefined },
  ): boolean {
    if (!typeCondition) return true;
    const named = typeFromAST(this.#schema, typeCondition);
    return named === type || (isAbstractType(named) && this.#schema.isSubType(named, type));
  }
}
