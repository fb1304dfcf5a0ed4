/** A supplier's number is an Int in GraphQL and Postgres; the warehouse's supid is a UInt32. */
export const MAX_SUPPLIER_ID = 2 ** 31 - 1;

/** Whether the number is one Pricelens can keep; the warehouse may hold larger ones. */
export const isSupplierId = (supid: number) => supid <= MAX_SUPPLIER_ID;

/**
 * The ranges (both ends included) of supplier numbers that start with what somebody typed; none when
 * it is no number. Ranges, because an index of numbers knows nothing of their digits.
 */
export function numbersThatStartWith(typed: string): { from: number; to: number }[] {
  if (!/^(0|[1-9]\d*)$/.test(typed)) return [];
  const ranges = [];
  for (let scale = 1; Number(typed) * scale <= MAX_SUPPLIER_ID; scale *= 10) {
    const from = Number(typed) * scale;
    ranges.push({ from, to: Math.min(from + scale - 1, MAX_SUPPLIER_ID) });
    if (from === 0) break; // no other number starts with a zero
  }
  return ranges;
}

/** Whether its silence is agreed on at an instant. */
export const isPaused = (pausedUntil: Date | null, at: Date) =>
  pausedUntil !== null && pausedUntil > at;
