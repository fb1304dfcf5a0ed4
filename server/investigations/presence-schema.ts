import { builder } from '../graphql/builder.ts';
import { costs } from '../graphql/field-cost.ts';
import { PersonType } from './assign-schema.ts';
import { OnlyForPeople } from './assign.ts';
import { lookAtInvestigation, type Onlooker } from './presence.ts';
import { InvestigationNotFound } from './work-errors.ts';

const OnlookerType = builder.objectRef<Onlooker>('Onlooker').implement({
  description: 'Somebody else who looks at the investigation.',
  fields: (t) => ({
    person: t.field({
      description: 'Who it is.',
      type: PersonType,
      resolve: (onlooker) => onlooker,
    }),
    seenAt: t.expose('seenAt', {
      type: 'DateTime',
      description: 'When they last said so, at most 30 seconds ago.',
    }),
  }),
});

const LookPayload = builder
  .objectRef<{ others: Onlooker[] }>('LookAtInvestigationPayload')
  .implement({
    description: 'Who else looks at the investigation.',
    fields: (t) => ({
      others: t.expose('others', {
        extensions: costs({ size: 20 }),
        type: [OnlookerType],
        description: 'Whoever was there last comes first.',
      }),
    }),
  });

builder.mutationFields((t) => ({
  lookAtInvestigation: t.field({
    type: LookPayload,
    authScopes: { may: 'READ' },
    description:
      'Says that the caller has the investigation before their eyes, and asks who else does. Send it ' +
      'when it is opened and every 10 seconds while it is; 30 seconds of silence are taken for leaving.',
    errors: { types: [InvestigationNotFound, OnlyForPeople] },
    args: { id: t.arg.id({ description: 'Which one.', required: true }) },
    resolve: async (_root, { id }, ctx) => ({ others: await lookAtInvestigation(ctx, id) }),
  }),
}));
