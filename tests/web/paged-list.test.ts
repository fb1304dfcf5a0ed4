import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SuppliersPageDocument } from '../../web/src/lib/graphql/generated.ts';
import { PagedList } from '../../web/src/lib/graphql/paged-list.svelte.ts';

const MOST_AT_ONCE = 500; // what the API answers
const suppliers = Array.from({ length: 1_200 }, (_, i) => ({ id: String(i) }));

/** The API over the suppliers: pages of at most 500, the cursor is the last row's number. */
function answer(_url: unknown, { body }: { body: string }): Promise<Response> {
  const { first, after } = (JSON.parse(body) as { variables: Asked }).variables;
  const from = after === null ? 0 : Number(after) + 1;
  const nodes = suppliers.slice(from, from + Math.min(first, MOST_AT_ONCE));
  const endCursor = nodes.at(-1)?.id ?? null;
  const pageInfo = { hasNextPage: endCursor !== suppliers.at(-1)?.id, endCursor };
  const edges = nodes.map((node) => ({ node }));
  const page = { totalCount: suppliers.length, pageInfo, edges };
  return Promise.resolve(Response.json({ data: { eventCursor: 'c', suppliers: page } }));
}

interface Asked {
  first: number;
  after: string | null;
}

beforeEach(() => vi.stubGlobal('fetch', answer));
afterEach(() => vi.unstubAllGlobals());

it('a list keeps all that was loaded when it is read again, also more than one answer holds', async () => {
  const list = new PagedList(
    SuppliersPageDocument,
    () => ({ filter: {}, order: [] }),
    (data) => data.suppliers,
    { concerns: () => false },
  );
  await list.refetch();
  while ((list.rows?.length ?? 0) < 700) await list.more();
  await list.refetch();
  expect(list.rows?.map(({ id }) => id)).toEqual(suppliers.slice(0, 700).map(({ id }) => id));
  expect(list.hasNextPage).toBe(true);

  await list.more(); // goes on where it was
  expect(list.rows?.at(-1)?.id).toBe('749');
});
