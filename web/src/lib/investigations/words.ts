import type {
  InvestigationChange,
  InvestigationStatus,
  ReasonCode,
} from '#lib/graphql/generated.ts';
import type { Tone } from '#lib/ui/Signal.svelte';

/** How a status looks and reads. */
export const STATUS = {
  OPEN: { tone: 'bad', word: 'Open' },
  RESOLVED: { tone: 'good', word: 'Resolved' },
  UNRESOLVED: { tone: 'quiet', word: 'Could not resolve' },
} satisfies Record<InvestigationStatus, { tone: Tone; word: string }>;

export const REASONS = {
  SUPPLIER_FAULT: 'Supplier’s fault',
  OUR_FAULT: 'Our fault',
  FORMAT_CHANGED: 'Format changed',
  DUPLICATE: 'Duplicate',
  FALSE_ALARM: 'False alarm',
  OTHER: 'Other',
} satisfies Record<ReasonCode, string>;

/** Continues "Anna …" and "system …". */
export const CHANGES = {
  OPENED: 'opened',
  CLAIMED: 'added the file’s details',
  RESOLVED: 'resolved',
  UNRESOLVED: 'could not resolve',
  REOPENED: 'reopened',
  NOTED: 'noted',
} satisfies Record<InvestigationChange, string>;
