import { describe, expect, it } from 'vitest';
import type { News } from '../../server/core/followed.ts';
import {
  DayFailures,
  type CountedDay,
  type DayPart,
} from '../../server/investigations/dashboard.ts';

const HOUR_MS = 60 * 60_000;
const FROM = new Date('2026-11-18T21:00:00Z'); // midnight in Moscow
const dayFrom = (date: string, from: Date) => ({
  date,
  from,
  to: new Date(from.getTime() + 24 * HOUR_MS),
});
const DAYS = [
  dayFrom('2026-11-18', new Date(FROM.getTime() - 24 * HOUR_MS)),
  dayFrom('2026-11-19', FROM),
];
const NOTHING: CountedDay = { parts: [], suppliers: [], words: [], daily: [0, 0] };

const dayOf = (counted: Partial<CountedDay> = {}) =>
  new DayFailures({ days: DAYS, timeZone: 'Europe/Moscow' }, { ...NOTHING, ...counted });

const part = (key: Partial<DayPart>, failures: number, still_open = 0): DayPart => ({
  error_id: null,
  stage: null,
  hour: null,
  failures,
  still_open,
  ...key,
});
const words = (error_id: number, text: string) => ({ error_id, place: '2026', text });

/** Of one case of error 3 on the morning of the day, unless said otherwise. */
const news = (kind: string, more: object = {}): News => ({
  seq: 1n,
  companyId: 1,
  kind: `investigation.${kind}`,
  entityId: 'a',
  payload: {
    id: 'a',
    eventAt: '2026-11-19T06:41:00.5Z',
    supplierId: 7,
    errorId: 3,
    errorText: 'EMPTY_FILE',
    stage: 'load_mail',
    ...more,
  },
});

describe("a day's failures", () => {
  it('are all zeros without any', () => {
    expect(dayOf().dashboard()).toMatchObject({
      date: '2026-11-19',
      failures: 0,
      stillOpen: 0,
      suppliers: 0,
      topReasons: [],
      byStage: [],
      byHour: Array(24).fill(0),
      daily: [
        { date: '2026-11-18', failures: 0 },
        { date: '2026-11-19', failures: 0 },
      ],
    });
  });

  it('begin with what was counted', () => {
    const parts = [
      part({}, 9, 4),
      part({ stage: 'load_mail' }, 9, 4),
      part({ error_id: 0 }, 3),
      part({ error_id: 3 }, 6, 4),
      part({ hour: 23 }, 9, 4),
    ];
    const counted = { suppliers: [7, 8], words: [words(3, 'EMPTY_FILE'), words(0, 'NO_FILE')] };
    const day = dayOf({ parts, ...counted }).dashboard();
    expect(day).toMatchObject({ failures: 9, stillOpen: 4, suppliers: 2 });
    expect(day.byStage).toEqual([{ stage: 'load_mail', failures: 9, stillOpen: 4 }]);
    expect(day.byHour[23]).toBe(9);
    expect(day.topReasons).toEqual([
      { errorId: 3, errorText: 'EMPTY_FILE', failures: 6, stillOpen: 4 },
      { errorId: 0, errorText: 'NO_FILE', failures: 3, stillOpen: 0 },
    ]);
  });

  it('show the five most frequent reasons', () => {
    const ids = [5, 4, 3, 2, 1, 0];
    const day = dayOf({
      parts: ids.map((id) => part({ error_id: id }, 9 - id)),
      words: ids.map((id) => words(id, `error ${id}`)),
    });
    expect(day.dashboard().topReasons.map(({ errorId }) => errorId)).toEqual([0, 1, 2, 3, 4]);
  });

  it('count a new one everywhere, by the hour that the clock showed', () => {
    const day = dayOf();
    day.follow(news('opened'));
    const { byHour, daily, ...rest } = day.dashboard();
    expect(rest).toMatchObject({
      failures: 1,
      stillOpen: 1,
      suppliers: 1,
      topReasons: [{ errorId: 3, errorText: 'EMPTY_FILE', failures: 1, stillOpen: 1 }],
      byStage: [{ stage: 'load_mail', failures: 1, stillOpen: 1 }],
    });
    expect(byHour[9]).toBe(1);
    expect(daily[1]!.failures).toBe(1);
  });

  it('count one of a day before for that day alone', () => {
    const day = dayOf();
    day.follow(news('opened', { eventAt: '2026-11-18T20:59:59.999999Z' }));
    expect(day.dashboard()).toMatchObject({ failures: 0, daily: [{ failures: 1 }, {}] });
  });

  it('do not fall as cases are closed, but fewer are still open', () => {
    const day = dayOf();
    day.follow(news('opened'));
    day.follow(news('resolved'));
    expect(day.dashboard()).toMatchObject({ failures: 1, stillOpen: 0 });
    day.follow(news('undone', { change: { undid: 'investigation.resolved' } }));
    expect(day.dashboard()).toMatchObject({ failures: 1, stillOpen: 1 });
    day.follow(news('unresolved'));
    day.follow(news('reopened'));
    day.follow(news('undone', { change: { undid: 'investigation.noted' } }));
    expect(day.dashboard()).toMatchObject({ failures: 1, stillOpen: 1 });
  });

  it.each([
    ['2026-11-19T06:41:00.51Z', 'b', 'newer'],
    ['2026-11-19T06:41:00.5Z', 'b', 'newer'],
    ['2026-11-19T06:41:00.5Z', '9', 'EMPTY_FILE'],
    ['2026-11-19T06:41:00Z', 'b', 'EMPTY_FILE'],
  ])('speak of a reason in the words of the newest: %s %s', (eventAt, id, expected) => {
    const day = dayOf();
    day.follow(news('opened'));
    day.follow(news('opened', { id, eventAt, errorText: 'newer' }));
    expect(day.dashboard().topReasons[0]!.errorText).toBe(expected);
  });

  it('have to be counted anew when a robot takes a case of them over', () => {
    const day = dayOf();
    expect(day.follow(news('claimed'))).toBe(false);
    expect(day.follow(news('claimed', { eventAt: '2026-11-20T00:00:00Z' }))).toBe(true);
    expect(day.follow({ ...news(''), kind: 'job.finished', payload: {} })).toBe(true);
  });
});
