import { describe, expect, it } from 'vitest';
import { barHeights, shares } from '../../web/src/lib/ui/chart.ts';
import { formatCount, formatTimes } from '../../web/src/lib/ui/number.ts';

describe('bars', () => {
  it('fill the height with the largest value', () => {
    expect(barHeights([10, 5, 0], 40)).toEqual([40, 20, 0]);
  });

  it('never hide a small value beside a large one', () => {
    expect(barHeights([1, 10_000], 40)).toEqual([1, 40]);
  });

  it('are flat when there is nothing to show', () => {
    expect(barHeights([0, 0], 40)).toEqual([0, 0]);
    expect(barHeights([], 40)).toEqual([]);
  });
});

describe('shares', () => {
  it('add up to the whole', () => {
    expect(shares([650, 193, 357, 2_416]).reduce((sum, share) => sum + share, 0)).toBeCloseTo(100);
  });

  it('are nothing of nothing', () => {
    expect(shares([0, 0])).toEqual([0, 0]);
  });
});

describe('numbers', () => {
  it('have no more digits than mean something', () => {
    expect([formatCount(2_416), formatTimes(4), formatTimes(4.04), formatTimes(120.4)]).toEqual([
      '2,416',
      '4.0×',
      '4.0×',
      '120×',
    ]);
  });
});
