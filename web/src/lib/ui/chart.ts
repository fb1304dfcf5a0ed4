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
