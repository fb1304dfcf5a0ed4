/** A supplier's number is an Int in GraphQL and Postgres; the warehouse's supid is a UInt32. */
export const MAX_SUPPLIER_ID = 2 ** 31 - 1;

/** Whether the number is one Pricelens can keep; the warehouse may hold larger ones. */
export const isSupplierId = (supid: number) => supid <= MAX_SUPPLIER_ID;

/** Whether its silence is agreed on at an instant. */
export const isPaused = (pausedUntil: Date | null, at: Date) =>
  pausedUntil !== null && pausedUntil > at;
