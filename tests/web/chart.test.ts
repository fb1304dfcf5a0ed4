import { describe, expect, it } from 'vitest';
import { barHeights, linePoints, shares } from '../../web/src/lib/ui/chart.ts';
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

describe('a line', () => {
  const box = { width: 100, height: 16, inset: 1 };

  it('goes from edge to edge, its smallest value at the bottom and its largest at the top', () => {
    expect(linePoints([5, 10, 0], box)).toBe('0,8 50,1 100,15');
  });

  it('is in the middle where nothing changes, and not there of less than two values', () => {
    expect(linePoints([7, 7], box)).toBe('0,8 100,8');
    expect(linePoints([7], box)).toBe('');
  });
});
