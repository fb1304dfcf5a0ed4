import { describe, expect, it } from 'vitest';
import {
  addOpened,
  admitWaiting,
  appendPage,
  applyChange,
  catchUp,
  neighbour,
  NO_ROWS,
  remove,
  successor,
  type Row,
} from '../../web/src/lib/investigations/queue-rows.ts';

const row = (id: string, minute: number, over: Partial<Row> = {}): Row => ({
  id,
  version: 1,
  eventAt: new Date(Date.UTC(2026, 10, 20, 9, minute)).toISOString(),
  status: 'OPEN',
  ...over,
});
const [late, mid, early] = [row('late', 30), row('mid', 20), row('early', 10)] as const;
const queue = appendPage<Row>(NO_ROWS, [late, mid, early]);
const shown = (rows: { shown: readonly Row[] }) => rows.shown.map(({ id }) => id);
const waiting = (rows: { waiting: readonly Row[] }) => rows.waiting.map(({ id }) => id);

describe('a new case', () => {
  it('enters at its place while nothing is being read', () => {
    const rows = addOpened(queue, row('new', 25), true);
    expect(shown(rows)).toEqual(['late', 'new', 'mid', 'early']);
    expect([...rows.fresh]).toEqual(['new']);
  });

  it('waits while something is being read, and nothing moves', () => {
    const rows = addOpened(queue, row('new', 40), false);
    expect(shown(rows)).toEqual(shown(queue));
    expect(waiting(rows)).toEqual(['new']);
  });

  it('is shown once, however often it is told', () => {
    const twice = addOpened(addOpened(queue, row('new', 40), false), row('new', 40), true);
    expect(shown(twice)).toEqual(shown(queue));
    expect(waiting(twice)).toEqual(['new']);
    expect(addOpened(queue, mid, true)).toBe(queue);
  });

  it('enters with all that wait, newest first, when it is asked for', () => {
    const rows = [row('a', 40), row('b', 50)].reduce(
      (all, one) => addOpened(all, one, false),
      queue,
    );
    const admitted = admitWaiting(rows);
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
  const resolved = row('mid', 20, { status: 'RESOLVED', version: 2 });

  it('keeps its place with its new state', () => {
    const rows = applyChange(queue, resolved);
    expect(shown(rows)).toEqual(shown(queue));
    expect(rows.shown[1]).toBe(resolved);
  });

  it('is not set back by older news', () => {
    const rows = applyChange(applyChange(queue, resolved), row('mid', 20, { version: 1 }));
    expect(rows.shown[1]).toBe(resolved);
  });

  it('is not worth waiting for once it is closed', () => {
    const rows = addOpened(queue, row('new', 40), false);
    const closed = row('new', 40, { status: 'UNRESOLVED', version: 2 });
    expect(waiting(applyChange(rows, closed))).toEqual([]);
  });
});

describe('a case that the reader closed', () => {
  it('leaves, and the one below takes its place', () => {
    expect(successor(queue, 'mid')?.id).toBe('early');
    expect(shown(remove(queue, 'mid'))).toEqual(['late', 'early']);
  });

  it('hands over to the one above at the end of the list, and to none when it was the last', () => {
    expect(successor(queue, 'early')?.id).toBe('mid');
    expect(successor(appendPage<Row>(NO_ROWS, [mid]), 'mid')).toBeUndefined();
  });
});

describe('after a break', () => {
  const missed = row('missed', 45);
  const options = { calm: true, keepId: undefined, complete: true };

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
