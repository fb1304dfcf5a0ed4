import { builder } from '../graphql/builder.ts';
import { ErrorInterface } from '../graphql/errors.ts';
import { costs } from '../graphql/field-cost.ts';
import { PersonType } from './assign-schema.ts';
import { InvestigationType, TimelineEntryType } from './investigation-schema.ts';
import {
  AlreadyClaimed,
  InvestigationNotFound,
  VersionConflict,
  WrongStatus,
} from './work-errors.ts';

builder.objectType(InvestigationNotFound, {
  name: 'InvestigationNotFound',
  description: 'There is no investigation of this id.',
  interfaces: [ErrorInterface],
  fields: (t) => ({ id: t.exposeID('id', { description: 'As the caller wrote it.' }) }),
});

builder.objectType(VersionConflict, {
  name: 'VersionConflict',
  description:
    'Somebody changed the investigation after the caller had read it, and what they did does not go ' +
    'together with what the caller wants; nothing was done. Changes that do go together are made: a ' +
    'note always, and anything else beside a note.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    current: t.expose('current', { type: InvestigationType, description: 'As it is now.' }),
    since: t.field({
      type: [TimelineEntryType],
      extensions: costs({ rows: 200, size: 200 }),
      description: "Who did what since the caller's version, oldest first.",
      resolve: ({ since }) => since,
    }),
  }),
});

builder.objectType(WrongStatus, {
  name: 'WrongStatus',
  description:
    'What is closed cannot be closed, taken or snoozed, nor what is open be opened; nothing was done.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    current: t.expose('current', { type: InvestigationType, description: 'As it is now.' }),
  }),
});

builder.objectType(AlreadyClaimed, {
  name: 'AlreadyClaimed',
  description: 'Somebody else has the case already; nothing was done.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    current: t.expose('current', { type: InvestigationType, description: 'As it is now.' }),
    holder: t.expose('holder', { type: PersonType, description: 'Who has it.' }),
    since: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Since when; null where the log does not say.',
      resolve: ({ holder }) => holder.since,
    }),
  }),
});
