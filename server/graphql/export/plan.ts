import {
  getNamedType,
  getNullableType,
  getVariableValues,
  GraphQLError,
  isListType,
  isObjectType,
  Kind,
  parse,
  valueFromAST,
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { GraphQLContext } from '../builder.ts';
import { isMutation, isSubscription, type Operation } from '../operation.ts';
import { columnsOf, type Column } from './columns.ts';
import { Selections } from './selections.ts';

/** As many as any list gives at a time. */
export const PAGE = 500;

/** How the one list of an operation is read page by page. */
export interface ExportPlan {
  /** The list's root field, e.g. `investigations`, and its name in the answer. */
  list: string;
  key: string;
  /** Who asks, and when. */
  context: GraphQLContext;
  columns: Column[];
  /** What the node of a row is called in its edge. */
  nodeKeys: string[];
  /** How many rows are asked for; undefined: all. */
  limit: number | undefined;
  /** The cursor to begin after. */
  after: string | undefined;
  /** The operation that answers one page; with `isFirst` also how long the list is, where it knows. */
  page: (request: { first: number; after: string | undefined; isFirst: boolean }) => Operation;
}

/** The variables of a page; nobody's own begin like this. */
const VARIABLES = parse(
  'query ($_exportFirst: Int!, $_exportAfter: String, $_exportIsFirst: Boolean!) { __typename }',
);
const PAGE_ARGUMENTS = ['first', 'after', 'last', 'before'];

/**
 * Plans the export of an operation: its one list, with the same filter, order and columns, and `first`
 * and `after` as the bounds of all of it rather than of a page. What else the list is asked for, as its
 * totalCount, is left out.
 *
 * @throws {GraphQLError} for an operation that is not exactly one list
 */
export function planExport(operation: Operation): ExportPlan {
  if (isMutation(operation) || isSubscription(operation)) throw refused(ONE_LIST);
  const { schema, document, definition } = operation;
  const { coerced, errors } = getVariableValues(
    schema,
    definition.variableDefinitions ?? [],
    operation.variableValues,
  );
  if (!coerced) throw errors[0]!; // there is one where nothing was coerced
  const selections = new Selections(schema, document, coerced);
  const root = schema.getQueryType()!; // there is something to ask
  const { key, nodes, field } = onlyList(root, selections, definition);
  const [node] = nodes as [FieldNode]; // a name is collected with its field
  const connection = getNamedType(field.type) as GraphQLObjectType; // see isList
  const edges = onlyEdges(selections, connection, nodes);
  const edge = getNamedType(connection.getFields()['edges']!.type) as GraphQLObjectType; // see isList
  const fields = selections.below(edge, edges);
  const columns = columnsOf(schema, selections, edge, fields);
  if (columns.length === 0) throw refused('Ask for a field of the rows at least.');
  const bounds = new Bounds(field, node, coerced);
  const paged = pagedDocument(document, definition, { node, key, connection, edges });
  return {
    list: field.name,
    key,
    context: operation.contextValue,
    columns,
    nodeKeys: [...fields].flatMap(([name, [one]]) => (one?.name.value === 'node' ? [name] : [])),
    limit: bounds.limit,
    after: bounds.after,
    page: ({ first, after, isFirst }) => ({
      ...operation,
      document: paged.document,
      definition: paged.definition,
      variableValues: {
        ...operation.variableValues,
        _exportFirst: first,
        _exportAfter: after,
        _exportIsFirst: isFirst,
      },
      isTrusted: false, // a whole list is no page of the dashboard, whoever wrote its document
    }),
  };
}

const ONE_LIST =
  'An export is of exactly one list: ask for one field that has edges and pageInfo, and for nothing else.';

function onlyList(
  root: GraphQLObjectType,
  selections: Selections,
  { selectionSet }: OperationDefinitionNode,
) {
  const fields = [...selections.fieldsOf(root, [selectionSet])];
  const [key, nodes] = fields[0] ?? [];
  const field = nodes && root.getFields()[nodes[0]!.name.value]; // a name is collected with its field
  if (!key || !field || fields.length > 1 || !isList(field)) throw refused(ONE_LIST);
  return { key, nodes, field };
}

/** Whether it is a connection that can be paged forward. */
function isList({ type, args }: GraphQLField<unknown, unknown>): boolean {
  const named = getNullableType(type);
  if (!isObjectType(named)) return false;
  const { edges, pageInfo } = named.getFields();
  const canPage = ['first', 'after'].every((name) => args.some((arg) => arg.name === name));
  return Boolean(edges && isListType(getNullableType(edges.type)) && pageInfo && canPage);
}

function onlyEdges(
  selections: Selections,
  connection: GraphQLObjectType,
  nodes: readonly FieldNode[],
): readonly FieldNode[] {
  const asked = [...selections.below(connection, nodes).values()];
  const edges = asked.filter(([node]) => node?.name.value === 'edges');
  if (edges.length === 1) return edges[0]!; // its length says so
  throw refused('Ask the list for edges { node { … } }, once.');
}

/** Where in the list the export begins and how far it goes. */
class Bounds {
  readonly limit: number | undefined;
  readonly after: string | undefined;

  constructor(
    { args }: GraphQLField<unknown, unknown>,
    { arguments: given = [] }: FieldNode,
    variables: Record<string, unknown>,
  ) {
    // as it is written: where `first` is left out all is meant, whatever a page's default is
    const value = (name: string): unknown => {
      const node = given.find((argument) => argument.name.value === name)?.value;
      const type = args.find((argument) => argument.name === name)?.type;
      return node && type ? (valueFromAST(node, type, variables) ?? undefined) : undefined;
    };
    if (value('last') !== undefined || value('before') !== undefined) {
      throw refused('An export goes forward: give first and after, or turn orderBy round.');
    }
    this.limit = value('first') as number | undefined; // an Int of the schema's
    this.after = value('after') as string | undefined; // a String of the schema's
    if (this.limit !== undefined && this.limit < 1) {
      throw refused('Export one row at least: first is too small.');
    }
  }
}

interface Asked {
  node: FieldNode;
  key: string;
  connection: GraphQLObjectType;
  edges: readonly FieldNode[];
}

/** The document that asks for one page of the list. */
function pagedDocument(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  { node, key, connection, edges }: Asked,
): { document: DocumentNode; definition: OperationDefinitionNode } {
  const hasCount = connection.getFields()['totalCount'] !== undefined;
  const page = parse(
    `{ ${key}: ${node.name.value}(first: $_exportFirst, after: $_exportAfter) {
         edges { __typename }
         pageInfo { hasNextPage endCursor }
         ${hasCount ? 'totalCount @include(if: $_exportIsFirst)' : ''}
       } }`,
  );
  const [list] = selectionsOf(page) as [FieldNode]; // as it is written above
  const [emptyEdges, ...rest] = list.selectionSet!.selections as [FieldNode, ...FieldNode[]];
  const ownArguments = (node.arguments ?? []).filter(
    ({ name }) => !PAGE_ARGUMENTS.includes(name.value),
  );
  const rows = edges.flatMap(({ selectionSet }) => selectionSet?.selections ?? []);
  const paged: FieldNode = {
    ...list,
    arguments: [...ownArguments, ...(list.arguments as ArgumentNode[])], // it has two
    selectionSet: set([{ ...emptyEdges, selectionSet: set(rows) }, ...rest]),
  };
  const definition: OperationDefinitionNode = {
    ...operation,
    variableDefinitions: [...(operation.variableDefinitions ?? []), ...variablesOf(VARIABLES)],
    selectionSet: set([paged]),
  };
  const definitions = document.definitions.map((one) => (one === operation ? definition : one));
  return { document: { ...document, definitions }, definition };
}

const set = (selections: readonly SelectionNode[]): SelectionSetNode => ({
  kind: Kind.SELECTION_SET,
  selections,
});

const operationOf = ({ definitions }: DocumentNode) => definitions[0] as OperationDefinitionNode; // ours have one
const selectionsOf = (document: DocumentNode) => operationOf(document).selectionSet.selections;
const variablesOf = (document: DocumentNode) => operationOf(document).variableDefinitions ?? [];

function refused(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } });
}
