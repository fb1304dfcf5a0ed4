const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const oneDigit = new Intl.NumberFormat('en', {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** "2,416" */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** "4.0×"; from a hundred on the decimal says nothing. */
export function formatTimes(ratio: number): string {
  return `${ratio >= 100 ? whole.format(ratio) : oneDigit.format(ratio)}×`;
}

/** "1 case", "2 cases" */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
