import type { EventKind } from '../events/append.ts';
import { builder } from '../graphql/builder.ts';
import { InvestigationType } from './investigation-schema.ts';
import type { Investigation } from './investigation.ts';

const CHANGES: readonly EventKind[] = [
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
];

builder.subscriptionFields((t) => ({
  investigationOpened: t.field({
    type: InvestigationType,
    authScopes: { may: 'READ' },
    description: 'Investigations opened from now on.',
    subscribe: (_root, _args, { events, company }) =>
      events.subscribe(company.id, { kinds: ['investigation.opened'] }),
    resolve: ({ payload }) => asOfEvent(payload),
  }),
  investigationChanged: t.field({
    type: InvestigationType,
    authScopes: { may: 'READ' },
    description:
      'Investigations that change from now on: whatever people, robots, jobs and the clock do to them.',
    subscribe: (_root, _args, { events, company }) =>
      events.subscribe(company.id, { kinds: CHANGES }),
    resolve: ({ payload }) => asOfEvent(payload),
  }),
}));

/** Events of investigations carry all of it, so that a subscriber costs no query. */
function asOfEvent(payload: Record<string, unknown>): Investigation {
  return payload as unknown as Investigation;
}
