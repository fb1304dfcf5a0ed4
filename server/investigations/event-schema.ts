import { EventType } from '../events/schema.ts';
import { builder } from '../graphql/builder.ts';
import { InvestigationType } from './investigation-schema.ts';
import type { Investigation } from './investigation.ts';

builder.objectField(EventType, 'investigation', (t) =>
  t.field({
    type: InvestigationType,
    nullable: true,
    description: 'As it was after the event; null when the event is of something else.',
    // Events of investigations carry all of it, so that a subscriber costs no query.
    resolve: ({ kind, payload }) =>
      kind.startsWith('investigation.') ? (payload as unknown as Investigation) : null,
  }),
);
