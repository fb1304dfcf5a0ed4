import type { Investigation } from './investigation.ts';

/** An order of investigations. Whatever is equal in it comes newest failure first, then by id. */
export interface Order {
  /** What comes before the instant: a number of the case, or nothing. */
  leadOf: (investigation: Investigation) => number;
  instant: 'eventAt' | 'createdAt';
  /** Whether the instant rises. */
  rises: boolean;
}

const none = () => 0;

export const SORTS = {
  NEWEST: { leadOf: none, instant: 'eventAt', rises: false },
  OLDEST: { leadOf: none, instant: 'eventAt', rises: true },
  SUPPLIER: { leadOf: ({ supplierId }) => supplierId, instant: 'eventAt', rises: false },
  ERROR: { leadOf: ({ errorId }) => errorId, instant: 'eventAt', rises: false },
  LONGEST_OPEN: { leadOf: none, instant: 'createdAt', rises: true },
  /** Its lead is not in the case: sql/investigations/page-most-hit.sql counts it. */
  MOST_HIT_SUPPLIER: { leadOf: none, instant: 'eventAt', rises: false },
} satisfies Record<string, Order>;

export type Sort = keyof typeof SORTS;
