import type { Actor } from '../core/context.ts';
import type { Queryable } from '../core/postgres.ts';
import { defineStatement } from '../core/postgres.ts';

/** Everything that can happen. Part of the public contract: subscribers filter by it. */
export const EVENT_KINDS = [
  'investigation.opened',
  'investigation.claimed',
  'investigation.resolved',
  'investigation.unresolved',
  'investigation.reopened',
  'investigation.noted',
  'investigation.assigned',
  'investigation.unassigned',
  'investigation.snoozed',
  'investigation.woken',
  'investigation.undone',
  'file.downloaded',
  'list.exported',
  'supplier.bucket_changed',
  'supplier.changed',
  'error_guide.changed',
  'job.finished',
  'member.invited',
  'member.uninvited',
  'member.joined',
  'member.role_changed',
  'member.removed',
  'password.reset',
  'key.created',
  'key.revoked',
  'company.created',
  'company.changed',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export interface NewEvent {
  companyId: number;
  kind: EventKind;
  /** What it happened to: an investigation's id, a supplier's number, a job run's id, a list's name. */
  entityId: string;
  actor: Actor;
  /** Enough to show the change without another query. */
  payload: object;
}

const insertEvents = defineStatement('events/append');

/**
 * Appends events in the transaction that makes the changes they tell of, so that neither is there
 * without the other. After the commit call `ctx.eventsAppended()`.
 */
export async function appendEvents(
  transaction: Queryable,
  events: readonly NewEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await insertEvents(transaction, [
    events.map(({ companyId }) => companyId),
    events.map(({ kind }) => kind),
    events.map(({ entityId }) => entityId),
    events.map(({ actor }) => actor.name),
    events.map(({ actor }) => actor.id),
    events.map(({ payload }) => JSON.stringify(payload)),
  ]);
}
