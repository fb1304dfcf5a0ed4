import { InvalidInput } from '../core/errors.ts';
import { builder } from '../graphql/builder.ts';
import { ErrorInterface } from '../graphql/errors.ts';
import { InvestigationType, ReasonCodeType } from './investigation-schema.ts';
import type { Investigation } from './investigation.ts';
import {
  addNote,
  InvestigationNotFound,
  reopenInvestigation,
  resolveInvestigation,
  VersionConflict,
  WrongStatus,
} from './work.ts';

builder.objectType(InvestigationNotFound, {
  name: 'InvestigationNotFound',
  description: 'There is no investigation of this id.',
  interfaces: [ErrorInterface],
});

builder.objectType(VersionConflict, {
  name: 'VersionConflict',
  description: 'Somebody changed the investigation after the caller had read it; nothing was done.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    current: t.expose('current', { type: InvestigationType, description: 'As it is now.' }),
  }),
});

builder.objectType(WrongStatus, {
  name: 'WrongStatus',
  description: 'What is closed cannot be closed, nor what is open be opened; nothing was done.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    current: t.expose('current', { type: InvestigationType, description: 'As it is now.' }),
  }),
});

const ResolutionType = builder.enumType('Resolution', {
  description: 'How a case is closed.',
  values: {
    RESOLVED: { description: 'Its cause is mended.' },
    UNRESOLVED: { description: 'Given up: it could not be mended.' },
  },
});

const ResolveInput = builder.inputType('ResolveInvestigationInput', {
  description: 'How to close a case.',
  fields: (t) => ({
    id: t.id({ required: true }),
    version: t.int({ required: true, description: 'Of the investigation as the caller saw it.' }),
    resolution: t.field({ type: ResolutionType, required: true }),
    note: t.string({
      description: 'At most 10,000 characters. Without one, the note it has stays.',
    }),
    reasonCode: t.field({ type: ReasonCodeType }),
  }),
});

const version = {
  required: true,
  description: 'Of the investigation as the caller saw it.',
} as const;

builder.mutationFields((t) => ({
  resolveInvestigation: t.field({
    type: InvestigationType,
    description: 'Closes an open investigation.',
    errors: { types: [InvalidInput, InvestigationNotFound, VersionConflict, WrongStatus] },
    args: { input: t.arg({ type: ResolveInput, required: true }) },
    resolve: (_root, { input }, ctx) => resolveInvestigation(ctx, input),
  }),
  reopenInvestigation: t.field({
    type: InvestigationType,
    description: 'Opens a closed investigation again; its note stays.',
    errors: { types: [InvestigationNotFound, VersionConflict, WrongStatus] },
    args: { id: t.arg.id({ required: true }), version: t.arg.int(version) },
    resolve: (_root, args, ctx) => reopenInvestigation(ctx, args),
  }),
  addNote: t.field({
    type: InvestigationType,
    description: 'Writes a note, in place of the one it has; the status stays what it is.',
    errors: { types: [InvalidInput, InvestigationNotFound, VersionConflict] },
    args: {
      id: t.arg.id({ required: true }),
      version: t.arg.int(version),
      note: t.arg.string({ required: true, description: 'At most 10,000 characters.' }),
    },
    resolve: (_root, args, ctx) => addNote(ctx, args),
  }),
}));

builder.subscriptionFields((t) => ({
  investigationOpened: t.field({
    type: InvestigationType,
    description: 'Investigations opened from now on.',
    subscribe: (_root, _args, { events, company }) =>
      events.subscribe(company.id, { kinds: ['investigation.opened'] }),
    resolve: ({ payload }) => asOfEvent(payload),
  }),
  investigationChanged: t.field({
    type: InvestigationType,
    description:
      'Investigations that change from now on: closed, reopened, noted, claimed by a robot.',
    subscribe: (_root, _args, { events, company }) =>
      events.subscribe(company.id, {
        kinds: [
          'investigation.claimed',
          'investigation.resolved',
          'investigation.unresolved',
          'investigation.reopened',
          'investigation.noted',
        ],
      }),
    resolve: ({ payload }) => asOfEvent(payload),
  }),
}));

/** Events of investigations carry all of it, so that a subscriber costs no query. */
function asOfEvent(payload: Record<string, unknown>): Investigation {
  return payload as unknown as Investigation;
}
