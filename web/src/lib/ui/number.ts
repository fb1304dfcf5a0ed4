import { language } from './language.svelte.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** "2,416", «2 416» */
export function formatCount(count: number): string {
  return inDigits(0).format(count);
}

/** "4.0×", «4,0×»; from a hundred on the decimal says nothing. */
export function formatTimes(ratio: number): string {
  return `${inDigits(ratio >= 100 ? 0 : 1).format(ratio)}×`;
}

/** Kept, for making a format takes longer than using it. */
function inDigits(digits: number): Intl.NumberFormat {
  const key = `${language.current} ${digits}`;
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(language.current, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  formats.set(key, format);
  return format;
}
