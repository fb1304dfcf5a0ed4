import { describe, expect, it } from 'vitest';
import { ORDERS } from '../../web/src/lib/investigations/queue-order.ts';
import {
  addOpened,
  admitWaiting,
  appendPage,
  applyChanges,
  catchUp,
  neighbour,
  NO_ROWS,
  place,
  remove,
  successor,
  type Row,
} from '../../web/src/lib/investigations/queue-rows.ts';

const row = (id: string, minute: number, over: Partial<Row> = {}): Row => ({
  id,
  version: 1,
  eventAt: new Date(Date.UTC(2026, 10, 20, 9, minute)).toISOString(),
  createdAt: new Date(Date.UTC(2026, 10, 20, 10, minute)).toISOString(),
  supplierId: 14527,
  errorId: 6,
  ...over,
});
const [late, mid, early] = [row('late', 30), row('mid', 20), row('early', 10)] as const;
const queue = appendPage<Row>(NO_ROWS, [late, mid, early]);
const order = ORDERS.NEWEST;
const CALM = { calm: true, order };
const READING = { calm: false, order };
/** Everything above the second version has left the view. */
const belongs = ({ version }: Row) => version < 2;
const change = (rows: typeof queue, changed: Row) =>
  applyChanges(rows, new Map([[changed.id, changed]]), belongs);
const shown = (rows: { shown: readonly Row[] }) => rows.shown.map(({ id }) => id);
const waiting = (rows: { waiting: readonly Row[] }) => rows.waiting.map(({ id }) => id);

describe('a new case', () => {
  it('enters at its place while nothing is being read', () => {
    const rows = addOpened(queue, [row('new', 25)], CALM);
    expect(shown(rows)).toEqual(['late', 'new', 'mid', 'early']);
    expect([...rows.fresh]).toEqual(['new']);
  });

  it('waits while something is being read, and nothing moves', () => {
    const rows = addOpened(queue, [row('new', 40)], READING);
    expect(shown(rows)).toEqual(shown(queue));
    expect(waiting(rows)).toEqual(['new']);
  });

  it('is shown once, however often it is told', () => {
    const twice = addOpened(addOpened(queue, [row('new', 40)], READING), [row('new', 40)], CALM);
    expect(shown(twice)).toEqual(shown(queue));
    expect(waiting(twice)).toEqual(['new']);
    expect(addOpened(queue, [mid], CALM)).toBe(queue);
  });

  it('enters with all that wait, newest first, when it is asked for', () => {
    const rows = [row('a', 40), row('b', 50)].reduce(
      (all, one) => addOpened(all, [one], READING),
      queue,
    );
    const admitted = admitWaiting(rows, order);
    expect(shown(admitted)).toEqual(['b', 'a', 'late', 'mid', 'early']);
    expect(waiting(admitted)).toEqual([]);
    expect([...admitted.fresh].sort()).toEqual(['a', 'b']);
  });
});

describe('the next page', () => {
  it('does not bring again what came live', () => {
    expect(shown(appendPage(queue, [early, row('older', 5)]))).toEqual([
      'late',
      'mid',
      'early',
      'older',
    ]);
  });
});

describe('a case that changed elsewhere', () => {
  const resolved = row('mid', 20, { version: 2 });

  it('keeps its place with its new state', () => {
    const rows = change(queue, resolved);
    expect(shown(rows)).toEqual(shown(queue));
    expect(rows.shown[1]).toBe(resolved);
  });

  it('is not set back by older news', () => {
    const rows = change(change(queue, resolved), row('mid', 20, { version: 1 }));
    expect(rows.shown[1]).toBe(resolved);
  });

  it('is not worth waiting for once it is closed', () => {
    const rows = addOpened(queue, [row('new', 40)], READING);
    const closed = row('new', 40, { version: 2 });
    expect(waiting(change(rows, closed))).toEqual([]);
  });
});

describe('a case that the reader closed', () => {
  it('leaves, and the one below takes its place', () => {
    const leaving = new Set(['mid']);
    expect(successor(queue.shown, 'mid', leaving)?.id).toBe('early');
    expect(shown(remove(queue, leaving))).toEqual(['late', 'early']);
  });

  it('hands over to the one above at the end of the list, and to none when it was the last', () => {
    expect(successor(queue.shown, 'early', new Set(['early', 'mid']))?.id).toBe('late');
    expect(successor([mid], 'mid', new Set(['mid']))).toBeUndefined();
  });

  it('comes back to its place when the closing is undone, with what is told of it', () => {
    const undone = { ...mid, version: 3 };
    const rows = place(remove(queue, new Set(['mid'])), [undone], order);
    expect(shown(rows)).toEqual(['late', 'mid', 'early']);
    expect(rows.shown[1]).toBe(undone);
  });
});

describe('after a break', () => {
  const missed = row('missed', 45);
  const options = { ...CALM, keepId: undefined, complete: true, belongs };

  it('what was missed comes in as if it were opened now', () => {
    expect(shown(catchUp(queue, [missed, late, mid, early], options))).toContain('missed');
    const reading = catchUp(queue, [missed, late, mid, early], { ...options, calm: false });
    expect(shown(reading)).toEqual(shown(queue));
    expect(waiting(reading)).toEqual(['missed']);
  });

  it('what is no longer open goes, but not the case being read', () => {
    expect(shown(catchUp(queue, [late], options))).toEqual(['late']);
    expect(shown(catchUp(queue, [late], { ...options, keepId: 'early' }))).toEqual([
      'late',
      'early',
    ]);
  });

  it('rows beyond what was read again stay', () => {
    expect(shown(catchUp(queue, [late], { ...options, complete: false }))).toEqual(shown(queue));
    expect(shown(catchUp(queue, [late, early], { ...options, complete: false }))).toEqual([
      'late',
      'early',
    ]);
  });

  it('known rows take their present state', () => {
    const changed = { ...mid, version: 3 };
    expect(catchUp(queue, [late, changed, early], options).shown[1]).toBe(changed);
  });
});

describe('moving through the list', () => {
  it.each([
    [undefined, 1, 'late'],
    ['late', 1, 'mid'],
    ['late', -1, 'late'],
    ['early', 1, 'early'],
    ['gone', 1, 'late'],
  ])('from %s by %i leads to %s', (from, step, to) => {
    expect(neighbour(queue, from, step)?.id).toBe(to);
  });

  it('leads nowhere in an empty list', () => {
    expect(neighbour(NO_ROWS, undefined, 1)).toBeUndefined();
  });
});
