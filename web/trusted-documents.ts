import { createHash } from 'node:crypto';
import {
  Kind,
  print,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
} from 'graphql';

// A plugin of graphql-codegen. The dashboard sends ids in place of its documents, and the server knows
// which documents those are by the file that this writes.

type Definition = OperationDefinitionNode | FragmentDefinitionNode;

/** All operations by their ids, as JSON. */
export function plugin(_schema: unknown, files: readonly { document?: DocumentNode }[]): string {
  const definitions = files.flatMap(
    ({ document }) => (document?.definitions ?? []) as Definition[],
  ); // nothing else is in them
  const fragments = new Map(
    definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [],
    ),
  );
  const texts = definitions
    .filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
    .map((operation) => textOf([operation, ...spreadIn(operation, fragments)]));
  const byId = texts
    .map((text) => [idOf(text), text] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(byId), undefined, 2)}\n`;
}

/** The id of an operation and the fragments that it spreads; the same whatever their order. */
export function documentId({ definitions }: DocumentNode): string {
  return idOf(textOf(definitions as readonly Definition[])); // codegen hands over nothing else
}

const idOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);

function textOf([operation, ...fragments]: readonly Definition[]): string {
  const sorted = fragments.toSorted((a, b) => (a.name!.value < b.name!.value ? -1 : 1)); // fragments have names
  return [operation!, ...sorted].map(print).join('\n');
}

function spreadIn(
  definition: Definition,
  known: ReadonlyMap<string, FragmentDefinitionNode>,
  found = new Set<FragmentDefinitionNode>(),
): Set<FragmentDefinitionNode> {
  visit(definition, {
    FragmentSpread: ({ name }) => {
      const fragment = known.get(name.value)!; // it was validated
      if (found.has(fragment)) return;
      found.add(fragment);
      spreadIn(fragment, known, found);
    },
  });
  return found;
}
