import type {
  InvestigationChange,
  InvestigationStatus,
  ReasonCode,
} from '#lib/graphql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/Signal.svelte';

/** How a status looks and reads. */
export const STATUS = {
  OPEN: { tone: 'bad', word: m.status_open },
  RESOLVED: { tone: 'good', word: m.status_resolved },
  UNRESOLVED: { tone: 'quiet', word: m.status_unresolved },
} satisfies Record<InvestigationStatus, { tone: Tone; word: () => string }>;

export const REASONS = {
  SUPPLIER_FAULT: m.reason_supplier,
  OUR_FAULT: m.reason_ours,
  FORMAT_CHANGED: m.reason_format,
  DUPLICATE: m.reason_duplicate,
  FALSE_ALARM: m.reason_false_alarm,
  OTHER: m.reason_other,
} satisfies Record<ReasonCode, () => string>;

/** Continues "Anna …" and "system …". */
export const CHANGES = {
  OPENED: m.did_open,
  CLAIMED: m.did_claim,
  RESOLVED: m.did_resolve,
  UNRESOLVED: m.did_not_resolve,
  REOPENED: m.did_reopen,
  NOTED: m.did_note,
  ASSIGNED: m.did_assign,
  UNASSIGNED: m.did_unassign,
  SNOOZED: m.did_snooze,
  WOKEN: m.did_wake,
  UNDONE: m.did_undo,
} satisfies Record<InvestigationChange, () => string>;
