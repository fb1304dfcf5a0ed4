import type { ObjectRef } from '@pothos/core';
import { Supplier } from '../feeds/supplier-schema.ts';
import { builder, type GraphQLContext } from '../graphql/builder.ts';
import { costs } from '../graphql/field-cost.ts';
import { aggregateArgs, aggregateTypes } from './aggregate-schema.ts';
import { aggregate } from './aggregate.ts';
import { costsOf, type ListCosts } from './cost.ts';
import type { Dataset } from './dataset.ts';
import { fieldEnum, filterInput, orderInput, stemOf } from './filter-schema.ts';
import { Listing, type Edge } from './listing.ts';
import type { Condition } from './question.ts';
import { MAX_PAGE } from './read-page.ts';
import type { Row } from './run.ts';
import { selectedFields } from './selected-fields.ts';

interface ListOptions<Node> {
  /** A row as its type wants it; absent: it is as it should be. */
  toNode?: (row: Row, ctx: GraphQLContext) => Node;
  /** What of the list the caller may see; absent: all of it. */
  visible?: (ctx: GraphQLContext) => Condition;
  /** What the list of one supplier is, where suppliers have it too. */
  ofSupplier?: string;
}

type NodeRef<Node> = Pick<ObjectRef<never, Node>, '$inferType'>;

/**
 * Adds a list to the graph: the root field of its name, and the same of a supplier where rows are
 * somebody's.
 */
export function addList<Node>(
  dataset: Dataset,
  node: NodeRef<Node>,
  { toNode, visible, ofSupplier }: ListOptions<Node> = {},
): void {
  const field = fieldEnum(dataset);
  const filter = filterInput(dataset);
  const order = orderInput(dataset, field);
  const cost = costsOf(dataset);
  const type = connectionType(dataset, node, { field, cost }, toNode);
  const args = builder.args((t) => ({
    filter: t.field({ type: filter, description: 'Which rows; absent: all.' }),
    orderBy: t.field({
      type: [order],
      description: `At most 8 steps; absent: ${usualOrder(dataset)}.`,
    }),
    first: t.int({
      description: `So many from the beginning or after a cursor, 1 to ${MAX_PAGE}; absent: 50.`,
    }),
    after: t.string({ description: 'A cursor of this list, filter and order.' }),
    last: t.int({
      description: `In place of \`first\`: so many before the end or a cursor, 1 to ${MAX_PAGE}.`,
    }),
    before: t.string({ description: 'In place of `after`: a cursor that goes with `last`.' }),
  }));
  const fieldsOf = (info: Parameters<typeof selectedFields>[0]) => {
    const selected = selectedFields(info, ['edges', 'node']);
    return dataset.fields
      .filter((one) => selected.has(one.name) || dataset.key.includes(one))
      .map(({ name }) => name);
  };
  builder.queryField(dataset.name, (t) =>
    t.field({
      type,
      authScopes: { may: 'READ' },
      description: dataset.description,
      extensions: costs(cost.list),
      args,
      resolve: (_root, asked, ctx, info) =>
        new Listing(ctx, dataset, asked, { visible: visible?.(ctx), fields: fieldsOf(info) }),
    }),
  );
  if (!ofSupplier) return;
  builder.objectField(Supplier, dataset.name, (t) =>
    t.field({
      type,
      description: ofSupplier,
      extensions: costs(cost.list),
      args,
      resolve: ({ supplierId }, asked, ctx, info) =>
        new Listing(ctx, dataset, asked, {
          visible: visible?.(ctx),
          supplierId,
          fields: fieldsOf(info),
        }),
    }),
  );
}

function connectionType<Node>(
  dataset: Dataset,
  node: NodeRef<Node>,
  { field, cost }: { field: ReturnType<typeof fieldEnum>; cost: ListCosts },
  toNode: ListOptions<Node>['toNode'],
) {
  const stem = stemOf(dataset);
  const edge = builder.objectRef<Edge>(`${stem}Edge`).implement({
    description: `A row of \`${dataset.name}\` and its place in the list.`,
    fields: (t) => ({
      cursor: t.string({
        description: 'Pass it as `after` or `before` to the same list, filter and order.',
        resolve: ({ cursor }) => cursor(),
      }),
      node: t.field({
        type: node as unknown as typeof Supplier, // whichever it is, its shape is toNode's
        description: 'The row.',
        extensions: costs({ rows: 0 }),
        resolve: (one, _args, ctx) => (toNode ? toNode(one.node, ctx) : one.node) as never,
      }),
    }),
  });
  const types = aggregateTypes(dataset, field);
  return builder.objectRef<Listing>(`${stem}Connection`).implement({
    description: `A part of \`${dataset.name}\`, and what is true of all of it.`,
    fields: (t) => ({
      edges: t.field({
        type: [edge],
        description: 'In the order asked for.',
        extensions: costs(cost.edges),
        resolve: async (listing) => (await listing.page()).edges,
      }),
      pageInfo: t.field({
        type: builder.pageInfoRef(),
        description: 'Where the part begins and ends.',
        extensions: costs(cost.pageInfo),
        resolve: async (listing) => {
          const { edges, hasNextPage, hasPreviousPage } = await listing.page();
          return {
            hasNextPage,
            hasPreviousPage,
            startCursor: edges.at(0)?.cursor() ?? null,
            endCursor: edges.at(-1)?.cursor() ?? null,
          };
        },
      }),
      totalCount: t.int({
        description: 'How many rows the filter lets through, on all pages.',
        extensions: costs(cost.totalCount),
        resolve: (listing) => listing.count(),
      }),
      aggregate: t.field({
        type: [types.group],
        description:
          'All rows that the filter lets through, whatever part of them `edges` has, taken together by ' +
          'what `groupBy` says; without it they are one group, even where there are none.',
        extensions: costs(cost.aggregate),
        args: aggregateArgs(types),
        resolve: (listing, asked) => aggregate(listing, asked),
      }),
    }),
  });
}

function usualOrder({ order, key }: Dataset): string {
  const names = [...order.map(({ field, direction }) => `${field} ${direction}`)];
  return [...names, ...key.map(({ name }) => name)].join(', ');
}
