import { defineStatement, type Queryable } from '../core/postgres.ts';
import { toEntry, type TimelineEntry, type TimelineRow } from './timeline.ts';
import type { Happening } from './work-merge.ts';

/** What happened to a case, for people to read and for the rules of merging. */
export type PastEvent = TimelineEntry & Happening;

interface PastEventRow extends TimelineRow {
  actor_id: string | null;
  assignee_id: string | null;
}

const readEvents = defineStatement<PastEventRow>('investigations/work-since');

/** What happened to each of the cases after a version of it, oldest first, as far as the log is kept. */
export async function readSince(
  transaction: Queryable,
  companyId: number,
  stale: readonly { id: string; version: number }[],
): Promise<Map<string, PastEvent[]>> {
  if (stale.length === 0) return new Map();
  const rows = await readEvents(transaction, [
    companyId,
    stale.map(({ id }) => id),
    stale.map(({ version }) => version),
  ]);
  const events = rows.map((row) => ({
    investigationId: row.investigation_id,
    ...toEntry(row),
    actorId: row.actor_id,
    assigneeId: row.assignee_id,
  }));
  return Map.groupBy(events, ({ investigationId }) => investigationId);
}
