import { describe, expect, it } from 'vitest';
import { addDays } from '../../server/core/business-time.ts';
import {
  bucketOf,
  fitCadence,
  isAnomaly,
  nextExpectedDate,
  timesOwnRhythm,
  type Cadence,
} from '../../server/feeds/cadence.ts';

const TODAY = '2026-11-20';
const daysAgo = (...ages: number[]) => ages.map((age) => addDays(TODAY, -age));
const fit = (...ages: number[]) => fitCadence(daysAgo(...ages), TODAY);

/** A supplier that delivered today and, going back, after gaps of so many days. */
function withGaps(...gaps: number[]): Cadence {
  let age = 0;
  return fitted(fit(0, ...gaps.map((gap) => (age += gap))));
}

function fitted(cadence: Cadence | null): Cadence {
  if (!cadence) throw new Error('The calendar is empty.');
  return cadence;
}

describe('fitCadence', () => {
  it('knows nothing of a supplier that never succeeded', () => {
    expect(fit()).toBeNull();
  });

  it('finds no gap in a single day', () => {
    expect(fit(3)).toEqual({
      successDays: 1,
      medianGapDays: null,
      sdGap: null,
      daysSinceLast: 3,
      lastSuccessDate: '2026-11-17',
    });
  });

  it('counts gaps between neighbouring days, whatever order the days come in', () => {
    expect(fit(5, 0, 3)).toMatchObject({ successDays: 3, medianGapDays: 3, sdGap: 0.5 });
  });

  it('counts a day once however often it is named', () => {
    expect(fit(1, 1, 0)).toEqual(fit(1, 0));
  });

  it('takes the upper median of an even number of gaps', () => {
    expect(withGaps(1, 7)).toMatchObject({ medianGapDays: 7 });
  });

  it('measures the spread over all gaps, not over all but one', () => {
    expect(withGaps(2, 4)).toMatchObject({ sdGap: 1 });
  });

  it('does not count a future day yet', () => {
    expect(fit(-1, 0, 2)).toEqual(fit(0, 2));
    expect(fit(-1)).toBeNull();
  });

  it('counts today itself', () => {
    expect(fit(0)).toMatchObject({ daysSinceLast: 0, lastSuccessDate: TODAY });
  });

  it('crosses a leap day and a new year as one day each', () => {
    expect(fitCadence(['2024-02-28', '2024-02-29', '2024-03-01'], '2024-03-01')).toMatchObject({
      medianGapDays: 1,
      sdGap: 0,
    });
    expect(fitCadence(['2025-12-31', '2026-01-01'], '2026-01-01')?.medianGapDays).toBe(1);
  });
});

describe('the window', () => {
  it.each([
    ['the day 180 days ago', [0, 180], 2],
    ['not the day 181 days ago', [0, 181], 1],
  ])('holds %s', (_, ages, successDays) => {
    expect(fit(...ages)?.successDays).toBe(successDays);
  });

  it.each([
    ['silent for 180 days leaves one day in the last 180', [180, 187, 194], 1],
    ['silent for 181 days is judged by the 180 days before it fell silent', [181, 188, 195], 3],
    ['long silent is judged by nothing older than that', [400, 580, 581], 2],
  ])('of a supplier %s', (_, ages, successDays) => {
    expect(fit(...ages)?.successDays).toBe(successDays);
  });
});

describe('bucketOf', () => {
  it.each([
    ['CONSISTENT', [27, 28]],
    ['DEAD', [28, 29]], // four weeks to the day
    ['NEW', [27]],
    ['DEAD', [28]], // one file a month ago is no start
    ['CONSISTENT', [0, 7, 14, 21]],
    ['INCONSISTENT', [0, 1, 2, 20]],
  ] as const)('is %s for files of %j days ago', (bucket, ages) => {
    expect(bucketOf(fitted(fit(...ages)))).toBe(bucket);
  });
});

describe('a supplier exactly on the line between CONSISTENT and INCONSISTENT', () => {
  const onTheLine = [
    [2, 3, 3, 6],
    [1, 4, 5, 8],
    [2, 2, 2, 3, 3, 5, 5, 6],
    [1, 3, 3, 5, 5, 6, 8, 9],
    [1, 2, 3, 4, 4, 5, 6, 7, 7],
  ];

  it.each(onTheLine.map((gaps) => [gaps]))('is CONSISTENT with gaps of %j', (gaps) => {
    const cadence = withGaps(...gaps);
    expect(cadence.sdGap).toBeCloseTo((cadence.medianGapDays ?? 0) / 2, 12);
    expect(bucketOf(cadence)).toBe('CONSISTENT');
  });

  it.each(onTheLine.map((gaps) => [gaps]))(
    'stays so when the last bits of the sd of %j are noise',
    (gaps) => {
      const cadence = withGaps(...gaps);
      const noisy = { ...cadence, sdGap: (cadence.sdGap ?? 0) * (1 + 1e-14) };
      expect(bucketOf(noisy)).toBe('CONSISTENT');
    },
  );

  it('is INCONSISTENT one step further', () => {
    expect(bucketOf(withGaps(2, 3, 3, 7))).toBe('INCONSISTENT');
  });
});

describe('isAnomaly', () => {
  it.each([
    [14, false], // twice its rhythm is still forgiven
    [15, true],
  ])('a weekly supplier silent for %i days: %s', (age, expected) => {
    expect(isAnomaly(fitted(fit(age, age + 7, age + 14)))).toBe(expected);
  });

  it('has nothing to say about a supplier without a gap', () => {
    expect(isAnomaly(fitted(fit(25)))).toBe(false);
  });

  it('counts the dead', () => {
    expect(isAnomaly(fitted(fit(200, 207)))).toBe(true);
  });
});

describe('timesOwnRhythm', () => {
  it('is the silence measured in the supplier’s own gaps', () => {
    expect(timesOwnRhythm(fitted(fit(10, 14)))).toBe(2.5);
    expect(timesOwnRhythm(fitted(fit(10)))).toBeNull();
  });
});

describe('nextExpectedDate', () => {
  it.each([
    ['one median gap after the last file', [3, 10], '2026-11-24'],
    ['in the past when it is overdue', [9, 16], '2026-11-18'],
    ['unknown without a gap', [3], null],
    ['unknown of the dead', [28, 35], null],
  ])('is %s', (_, ages, expected) => {
    expect(nextExpectedDate(fitted(fit(...ages)))).toBe(expected);
  });
});
