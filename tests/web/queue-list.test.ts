import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { QueueRowFragment } from '../../web/src/lib/graphql/generated.ts';
import { QueueList } from '../../web/src/lib/investigations/queue-list.svelte.ts';

type Row = QueueRowFragment;

const row = (id: string, minute: number, over: Partial<Row> = {}): Row => ({
  id,
  version: 1,
  eventAt: new Date(Date.UTC(2026, 10, 20, 9, minute)).toISOString(),
  createdAt: new Date(Date.UTC(2026, 10, 20, 10, minute)).toISOString(),
  supplierId: 14527,
  supplier: { name: null },
  errorId: 6,
  errorText: 'File cannot be read',
  stage: 'load_mail',
  filePath: null,
  status: 'OPEN',
  reasonCode: null,
  assignee: null,
  snoozedUntil: null,
  awaitsSuccess: false,
  investigator: null,
  investigatedAt: null,
  ...over,
});

function page(rows: Row[], hasNextPage = false, totalCount = rows.length) {
  const edges = rows.map((node) => ({ node }));
  const pageInfo = { hasNextPage, endCursor: rows.at(-1)?.id ?? null };
  return { data: { queue: { totalCount, pageInfo, edges } } };
}

const fetched = vi.fn<() => Promise<Response>>();
const answer = (body: object) => fetched.mockResolvedValueOnce(Response.json(body));
const shown = (list: QueueList) => list.rows.shown.map(({ id }) => id);
const waiting = (list: QueueList) => list.rows.waiting.map(({ id }) => id);

/** A list of what is open of one error. */
function listOf(errorId = 6, calm = true): QueueList {
  const fits = (one: Row) => one.status === 'OPEN' && one.errorId === errorId;
  const list = new QueueList({ preset: 'ALL_OPEN', filter: {}, sort: 'NEWEST', fits });
  list.pane = { isCalm: () => calm, reveal: () => Promise.resolve(), toTop: () => undefined };
  return list;
}

async function loaded(rows: Row[], hasNextPage = false, calm = true): Promise<QueueList> {
  const list = listOf(6, calm);
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
    const list = listOf();
    let arrive = (_: Response) => {};
    fetched.mockReturnValueOnce(new Promise((resolve) => (arrive = resolve)));
    const loading = list.load();
    list.take([row('new', 40)]);
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

  it('is as long as its rows at every turn while the last page comes', async () => {
    const list = await loaded([row('a', 30)], true);
    const body = page([row('b', 20)]);
    fetched.mockResolvedValueOnce({ status: 200, json: () => Promise.resolve(body) } as Response);
    void list.more();
    for (let turn = 0; turn < 50; turn += 1) {
      expect(shown(list)).toHaveLength(list.hasNextPage ? 1 : 2);
      await Promise.resolve();
    }
    expect(shown(list)).toEqual(['a', 'b']);
  });

  it('is read on to a case while its pane already reads on', async () => {
    const list = await loaded([row('a', 30)], true);
    const underWay = Promise.withResolvers<Response>();
    fetched.mockReturnValueOnce(underWay.promise);
    void list.more();
    answer({ data: { queueNeighbours: { before: 2 } } });
    const reached = list.reach('c');
    await new Promise(setImmediate);
    underWay.resolve(Response.json(page([row('b', 20)], true)));
    answer(page([row('c', 10)]));
    await reached;
    expect(shown(list)).toEqual(['a', 'b', 'c']);
    expect(fetched).toHaveBeenCalledTimes(4);
  });

  it('leaves a case older than the last loaded row to its page', async () => {
    const list = await loaded([row('a', 30)], true);
    list.take([row('older', 5)]);
    expect(shown(list)).toEqual(['a']);
    list.close();
  });

  it('does not let in a case of another view', async () => {
    const list = listOf(7);
    answer(page([]));
    await list.load();
    list.take([row('new', 40)]);
    expect(shown(list)).toEqual([]);
    list.close();
  });
});

describe('the count', () => {
  it('follows what opens and closes, once each', async () => {
    const list = await loaded([row('a', 30)]);
    list.take([row('b', 40)]);
    list.take([row('b', 40)]);
    expect(list.totalCount).toBe(2);
    list.take([row('a', 30, { status: 'RESOLVED', version: 2 })]);
    list.take([row('a', 30, { status: 'RESOLVED', version: 2 })]);
    expect(list.totalCount).toBe(1);
  });
});

describe('what others do', () => {
  it('greys a row in its place until the reader lets it go', async () => {
    const list = await loaded([row('a', 30), row('b', 20)]);
    list.take([row('a', 30, { status: 'RESOLVED', version: 2 })]);
    expect(shown(list)).toEqual(['a', 'b']);
    list.showNew();
    expect(shown(list)).toEqual(['b']);
  });

  it('brings a case back that was reopened', async () => {
    const list = await loaded([row('a', 30)]);
    list.take([row('b', 40, { version: 3 })]);
    expect(shown(list)).toEqual(['b', 'a']);
  });

  it('moves nothing while something is being read', async () => {
    const list = await loaded([row('a', 30)], false, false);
    list.take([row('b', 40)]);
    expect([shown(list), waiting(list)]).toEqual([['a'], ['b']]);
  });
});

describe('what the reader does', () => {
  const closed = row('a', 30, { status: 'RESOLVED', version: 2 });

  it('is shown before the server has decided, and the news of it changes nothing', async () => {
    const list = await loaded([row('a', 30), row('b', 20)]);
    list.hold(['a']);
    list.show([row('a', 30, { status: 'RESOLVED' })]);
    expect([shown(list), list.totalCount]).toEqual([['b'], 1]);
    list.take([closed]);
    list.release(['a']);
    list.confirm([closed]);
    expect([shown(list), list.totalCount]).toEqual([['b'], 1]);
  });

  it('is not disturbed by what others do before it is decided', async () => {
    const list = await loaded([row('a', 30)]);
    list.hold(['a']);
    list.show([row('a', 30, { status: 'RESOLVED' })]);
    list.take([row('a', 30, { version: 2, assignee: { id: 'anna', name: 'Anna' } })]);
    expect(shown(list)).toEqual([]);
  });

  it('comes back when it is undone, also while something is being read', async () => {
    const list = await loaded([row('a', 30), row('b', 20)], false, false);
    list.show([closed]);
    list.show([row('a', 30, { version: 3 })]);
    expect([shown(list), list.totalCount]).toEqual([['a', 'b'], 2]);
  });

  it('is put back when the server refuses, as the case stands now', async () => {
    const list = await loaded([row('a', 30), row('b', 20)]);
    list.show([row('a', 30, { status: 'UNRESOLVED' })]);
    list.putBack([closed]);
    expect([shown(list), list.totalCount]).toEqual([['a', 'b'], 1]);
    expect(list.rows.shown[0]).toEqual(closed);
    list.sweep('a');
    expect(shown(list)).toEqual(['b']);
  });

  it('twice in a row stands as done last until both are decided', async () => {
    const list = await loaded([row('a', 30)]);
    list.hold(['a']);
    list.hold(['a']);
    list.show([row('a', 30, { status: 'RESOLVED' })]);
    list.release(['a']);
    list.confirm([row('a', 30, { version: 2 })]); // the first of the two
    expect(shown(list)).toEqual([]);
  });
});
