import type { EventKind, LiveEventFragment } from '#lib/graphql/generated.ts';

const INVESTIGATION_KINDS = [
  'INVESTIGATION_OPENED',
  'INVESTIGATION_CLAIMED',
  'INVESTIGATION_RESOLVED',
  'INVESTIGATION_UNRESOLVED',
  'INVESTIGATION_REOPENED',
  'INVESTIGATION_NOTED',
  'INVESTIGATION_ASSIGNED',
  'INVESTIGATION_UNASSIGNED',
  'INVESTIGATION_SNOOZED',
  'INVESTIGATION_WOKEN',
  'INVESTIGATION_UNDONE',
] as const satisfies EventKind[];
const RHYTHM_KINDS = [
  'SUPPLIER_BUCKET_CHANGED',
  'SUPPLIER_CHANGED',
  'JOB_FINISHED',
] as const satisfies EventKind[];

/** What the pages follow. */
export const FOLLOWED_KINDS: readonly EventKind[] = [...INVESTIGATION_KINDS, ...RHYTHM_KINDS];

/** An event of an investigation, with the investigation as it was after it. */
export type InvestigationEvent = LiveEventFragment & {
  kind: (typeof INVESTIGATION_KINDS)[number];
  investigation: NonNullable<LiveEventFragment['investigation']>;
};

export function isOfInvestigation(event: LiveEventFragment): event is InvestigationEvent {
  return event.investigation !== null;
}

/** A run of a job may have changed every supplier's rhythm; a pause decides who is an anomaly. */
export function isOfRhythm({ kind }: LiveEventFragment): boolean {
  return (RHYTHM_KINDS as readonly EventKind[]).includes(kind);
}
