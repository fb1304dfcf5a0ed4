import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { QueueRowFragment } from '../../web/src/lib/graphql/generated.ts';
import { QueueList } from '../../web/src/lib/investigations/queue-list.svelte.ts';

const row = (id: string, minute: number, over: Partial<QueueRowFragment> = {}) =>
  ({
    id,
    version: 1,
    eventAt: new Date(Date.UTC(2026, 10, 20, 9, minute)).toISOString(),
    supplierId: 14527,
    supplier: { name: null },
    errorId: 6,
    errorText: 'File cannot be read',
    stage: 'load_mail',
    filePath: null,
    status: 'OPEN',
    assignee: null,
    investigator: null,
    investigatedAt: null,
    ...over,
  }) satisfies QueueRowFragment;

function page(rows: QueueRowFragment[], hasNextPage = false) {
  const edges = rows.map((node) => ({ node }));
  const pageInfo = { hasNextPage, endCursor: rows.at(-1)?.id ?? null };
  return { data: { queue: { totalCount: rows.length, pageInfo, edges } } };
}

const zone = { timeZone: 'Europe/Moscow', today: '2026-11-20' };
const fetched = vi.fn<() => Promise<Response>>();
const answer = (body: object) => fetched.mockResolvedValueOnce(Response.json(body));
const shown = (list: QueueList) => list.rows.shown.map(({ id }) => id);

async function loaded(rows: QueueRowFragment[], hasNextPage = false): Promise<QueueList> {
  const list = new QueueList({ preset: 'ALL_OPEN', filter: {} }, zone);
  list.isCalm = () => true;
  answer(page(rows, hasNextPage));
  await list.load();
  return list;
}

beforeEach(() => vi.stubGlobal('fetch', fetched));
afterEach(() => {
  vi.unstubAllGlobals();
  fetched.mockReset();
});

describe('reading the queue', () => {
  it('shows what came by subscription while the page was on its way', async () => {
    const list = new QueueList({ preset: 'ALL_OPEN', filter: {} }, zone);
    list.isCalm = () => true;
    let arrive = (_: Response) => {};
    fetched.mockReturnValueOnce(new Promise((resolve) => (arrive = resolve)));
    const loading = list.load();
    list.opened(row('new', 40));
    arrive(Response.json(page([row('old', 10)])));
    await loading;
    expect(shown(list)).toEqual(['new', 'old']);
  });

  it('keeps what is shown when the next page cannot be read', async () => {
    const list = await loaded([row('a', 30)], true);
    fetched.mockRejectedValueOnce(new TypeError('network'));
    await list.more();
    expect(shown(list)).toEqual(['a']);
    expect(list.error).toBe('The server cannot be reached.');
  });

  it('leaves a case older than the last loaded row to its page', async () => {
    const list = await loaded([row('a', 30)], true);
    list.opened(row('older', 5));
    expect(shown(list)).toEqual(['a']);
  });

  it('does not let in a case of another view', async () => {
    const list = new QueueList({ preset: 'ALL_OPEN', filter: { errorId: 7 } }, zone);
    answer(page([]));
    await list.load();
    list.opened(row('new', 40));
    expect(shown(list)).toEqual([]);
  });
});

describe('the count', () => {
  it('follows what opens and closes, once each', async () => {
    const list = await loaded([row('a', 30)]);
    list.opened(row('b', 40));
    list.opened(row('b', 40));
    expect(list.totalCount).toBe(2);
    list.changed(row('a', 30, { status: 'RESOLVED', version: 2 }));
    list.changed(row('a', 30, { status: 'RESOLVED', version: 2 }));
    expect(list.totalCount).toBe(1);
  });
});

describe('closing a case', () => {
  const closed = row('a', 30, { status: 'RESOLVED', version: 2 });

  it('takes the row away when the server has done it, also when the news comes first', async () => {
    const list = await loaded([row('a', 30), row('b', 20)]);
    await list.closing('a', () => {
      list.changed(closed);
      return Promise.resolve(true);
    });
    expect(shown(list)).toEqual(['b']);
    list.changed(closed);
    expect([shown(list), list.totalCount]).toEqual([['b'], 1]);
  });

  it('leaves the row when the server has refused', async () => {
    const list = await loaded([row('a', 30)]);
    await list.closing('a', () => Promise.resolve(false));
    expect([shown(list), list.totalCount]).toEqual([['a'], 1]);
  });
});

it('a case that was reopened comes back', async () => {
  const list = await loaded([row('a', 30)]);
  list.changed(row('b', 40, { version: 3 }));
  expect(shown(list)).toEqual(['b', 'a']);
});
