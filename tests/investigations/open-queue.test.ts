import { describe, expect, it } from 'vitest';
import { OpenQueue, type OpenCase } from '../../server/investigations/open-queue.ts';

const NOW = new Date('2026-11-20T09:00:30Z'); // 12:00:30 in Moscow
const at = (text: string) => new Date(`2026-11-${text}Z`);

function queueOf(...cases: Partial<OpenCase>[]): OpenQueue {
  const usual = { eventAt: at('20T06:00:00').getTime(), assigneeId: null, wakesAt: null };
  return new OpenQueue(
    new Map(cases.map((one, i) => [`${i}`, { ...usual, ...one }])),
    'Europe/Moscow',
  );
}

const told = (id: string, more: object) => ({
  seq: 1n,
  companyId: 1,
  kind: 'investigation.assigned',
  entityId: id,
  payload: {
    id,
    eventAt: '2026-11-20T06:00:00Z',
    status: 'OPEN',
    assigneeId: null,
    snoozedUntil: null,
    awaitsSuccess: false,
    ...more,
  },
});

describe('the open queue', () => {
  it('is counted by when cases happened', () => {
    const queue = queueOf(
      { eventAt: at('20T06:00:00').getTime() },
      { eventAt: at('19T12:00:00').getTime() },
      { eventAt: at('18T12:00:00').getTime() },
    );
    const counts = { awake: 3, today: 1, yesterday: 1, older: 1, snoozed: 0 };
    expect(queue.counts(NOW)).toMatchObject(counts);
  });

  it('has another today after midnight, and older cases by the minute', () => {
    const queue = queueOf({ eventAt: at('19T20:59:00').getTime() });
    expect(queue.counts(at('19T20:59:59.999'))).toMatchObject({ today: 1, yesterday: 0 });
    expect(queue.counts(at('19T21:00:00'))).toMatchObject({ today: 0, yesterday: 1 });
    expect(queue.counts(at('20T20:59:59'))).toMatchObject({ older: 0 });
    expect(queue.counts(at('20T21:00:00'))).toMatchObject({ older: 1 });
  });

  it('gets a case back at the very instant its sleep ends', () => {
    const queue = queueOf({ wakesAt: NOW.getTime() + 10 });
    const after = (ms: number) => queue.counts(new Date(NOW.getTime() + ms));
    expect(after(0)).toMatchObject({ awake: 0, snoozed: 1 });
    expect(after(9)).toMatchObject({ awake: 0, snoozed: 1 });
    expect(after(10)).toMatchObject({ awake: 1, snoozed: 0 });
    expect(after(9)).toMatchObject({ awake: 0, snoozed: 1 });
  });

  it('goes on by what is told: assigned, put to sleep, closed', () => {
    const queue = queueOf({});
    expect(queue.counts(NOW)!.byAssignee).toEqual(new Map([[null, 1]]));
    queue.follow(told('0', { assigneeId: 'anna' }));
    expect(queue.counts(NOW)!.byAssignee).toEqual(new Map([['anna', 1]]));
    queue.follow(told('0', { assigneeId: 'anna', awaitsSuccess: true }));
    expect(queue.counts(NOW)).toMatchObject({ awake: 0, snoozed: 1, byAssignee: new Map() });
    queue.follow(told('0', { status: 'RESOLVED' }));
    expect(queue.counts(NOW)).toMatchObject({ awake: 0, snoozed: 0 });
  });

  it('of too many cases is not counted here', () => {
    const queue = new OpenQueue(null, 'Europe/Moscow');
    expect(queue.follow(told('0', {}))).toBe(true);
    expect(queue.counts(NOW)).toBeUndefined();
  });
});
