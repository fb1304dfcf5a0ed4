import { batched } from '../core/batched.ts';
import type { CompanyContext } from '../core/context.ts';
import type { ReasonCode } from '../core/generated/prisma/client.ts';
import { defineStatement } from '../core/postgres.ts';

/** What can happen to an investigation; the part after the dot of its events' kinds, in capitals. */
export const INVESTIGATION_CHANGES = [
  'OPENED',
  'CLAIMED',
  'RESOLVED',
  'UNRESOLVED',
  'REOPENED',
  'NOTED',
  'ASSIGNED',
  'UNASSIGNED',
  'SNOOZED',
  'WOKEN',
  'UNDONE',
] as const;
export type InvestigationChange = (typeof INVESTIGATION_CHANGES)[number];

/** One thing that happened to an investigation. */
export interface TimelineEntry {
  id: string;
  change: InvestigationChange;
  actor: string;
  at: Date;
  note: string | null;
  reasonCode: ReasonCode | null;
  /** The name of whom it was given to. */
  assignee: string | null;
  /** What was undone. */
  undid: InvestigationChange | null;
}

/** Its columns, as the statements that read events of investigations name them. */
export interface TimelineRow {
  investigation_id: string;
  id: string;
  kind: string;
  actor: string;
  at: Date;
  note: string | null;
  reason_code: ReasonCode | null;
  assignee: string | null;
  undid: string | null;
}

const readTimelines = defineStatement<TimelineRow>('investigations/timelines');

/** What happened to an investigation, oldest first; for a page of them it is one statement. */
export async function readTimeline(
  { pg, company }: Pick<CompanyContext, 'pg' | 'company'>,
  investigationId: string,
): Promise<TimelineEntry[]> {
  const rows = await batched(pg, `timeline ${company.id}`, investigationId, async (ids) =>
    Map.groupBy(await readTimelines(pg, [company.id, ids]), (row) => row.investigation_id),
  );
  return (rows ?? []).map(toEntry);
}

export function toEntry(row: TimelineRow): TimelineEntry {
  const { id, kind, actor, at, note, reason_code, assignee, undid } = row;
  return {
    id,
    change: changeOf(kind),
    actor,
    at,
    note,
    reasonCode: reason_code,
    assignee,
    undid: undid === null ? null : changeOf(undid),
  };
}

/** The statements read events of investigations only. */
function changeOf(kind: string): InvestigationChange {
  return kind.slice('investigation.'.length).toUpperCase() as InvestigationChange;
}
