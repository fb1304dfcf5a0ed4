/** Bar heights between 0 and `height`: nothing is 0, and the smallest something is still 1. */
export function barHeights(values: readonly number[], height: number): number[] {
  const most = Math.max(0, ...values);
  return values.map((value) => (value > 0 ? Math.max(1, (value / most) * height) : 0));
}

/** Shares of the whole in percent, adding up to 100; all 0 when there is no whole. */
export function shares(values: readonly number[]): number[] {
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => (sum > 0 ? (value / sum) * 100 : 0));
}

/**
 * The points of a line from the left edge to the right, the smallest value at the bottom and the largest
 * at the top; in the middle where all are equal. Empty for fewer than two values.
 */
export function linePoints(
  values: readonly number[],
  { width, height, inset }: { width: number; height: number; inset: number },
): string {
  if (values.length < 2) return '';
  const least = Math.min(...values);
  const range = Math.max(...values) - least;
  const y = (value: number) => {
    const share = range > 0 ? (value - least) / range : 0.5;
    return height - inset - share * (height - 2 * inset);
  };
  const step = width / (values.length - 1);
  return values.map((value, i) => `${round(i * step)},${round(y(value))}`).join(' ');
}

const round = (value: number) => Math.round(value * 100) / 100;
