const FIRST_MS = 1_000;
const LONGEST_MS = 20_000;

/**
 * How long to wait before the next attempt: 1, 2, 4 … 20 s, each between half and one and a half of
 * it, so that a restarted server is not met by all at once. Never above 30 s.
 *
 * @param failures in a row, from 1
 * @param random from 0 up to but not 1
 */
export function backOffMs(failures: number, random: number): number {
  return Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS) * (0.5 + random);
}
