import { describe, expect, it } from 'vitest';
import { shapeDay, topErrorIds, type DayPart } from '../../server/investigations/dashboard.ts';

const part = (key: Partial<DayPart>, failures: number, still_open = 0, parts = 1): DayPart => ({
  error_id: null,
  stage: null,
  hour: null,
  failures,
  still_open,
  parts,
  ...key,
});

describe('a dashboard', () => {
  it('of a day without failures is all zeros', () => {
    expect(shapeDay([], new Map())).toEqual({
      failures: 0,
      stillOpen: 0,
      suppliers: 0,
      topReasons: [],
      byStage: [],
      byHour: Array(24).fill(0),
    });
  });

  it('puts each part where it belongs', () => {
    const parts = [
      part({}, 9, 4, 2),
      part({ stage: 'load_mail' }, 9, 4),
      part({ error_id: 3 }, 6, 4),
      part({ hour: 23 }, 9, 4),
      part({ error_id: 0 }, 3),
    ];
    const day = shapeDay(parts, new Map([[3, 'EMPTY_FILE']]));
    expect(day).toMatchObject({ failures: 9, stillOpen: 4, suppliers: 2 });
    expect(day.byStage).toEqual([{ stage: 'load_mail', failures: 9, stillOpen: 4 }]);
    expect(day.byHour[23]).toBe(9);
    expect(day.topReasons).toEqual([
      { errorId: 3, errorText: 'EMPTY_FILE', failures: 6, stillOpen: 4 },
      { errorId: 0, errorText: 'error 0', failures: 3, stillOpen: 0 },
    ]);
  });

  it('shows the five most frequent reasons', () => {
    const parts = [9, 8, 7, 6, 5, 4].map((failures, i) => part({ error_id: i }, failures));
    expect(topErrorIds(parts)).toEqual([0, 1, 2, 3, 4]);
  });
});
