import { InvalidInput } from '../core/errors.ts';
import { builder } from '../graphql/builder.ts';
import { ErrorInterface } from '../graphql/errors.ts';
import { costs } from '../graphql/field-cost.ts';
import { InvestigationType } from './investigation-schema.ts';
import {
  logInvestigationEvent,
  logInvestigationEvents,
  type LogResult,
} from './log-investigations.ts';
import { IdempotencyConflict, type LoggedInvestigation } from './record-failures.ts';

const LogInput = builder.inputType('LogInvestigationEventInput', {
  description: 'A failure, as a robot tells of it.',
  fields: (t) => ({
    eventAt: t.string({
      required: true,
      description:
        'When it happened: ISO 8601 with an offset, e.g. 2026-11-20T09:41:00.123456+03:00. Kept to the microsecond.',
    }),
    supplierId: t.int({
      required: true,
      description: "The supplier's number in the warehouse, from 1. An unknown one becomes known.",
    }),
    errorId: t.int({
      required: true,
      description: "The error's number in the dictionary, from 0.",
    }),
    errorText: t.string({ required: true, description: 'In words, at most 128 characters.' }),
    stage: t.string({
      required: true,
      description: 'Where it failed, e.g. `load_mail`; at most 32 characters.',
    }),
    filePath: t.string({ description: 'The file that failed; at most 1,024 characters.' }),
    extra: t.field({
      type: 'JSON',
      description: 'Anything else that helps: a JSON object of at most 16 KiB, 32 levels deep.',
    }),
    idempotencyKey: t.string({
      description:
        'Names this failure and no other; at most 200 characters. Without it supplier, error, second ' +
        'and file tell failures apart.',
    }),
  }),
});

const LogPayload = builder
  .objectRef<LoggedInvestigation>('LogInvestigationEventPayload')
  .implement({
    description: 'The failure is on record.',
    fields: (t) => ({
      investigation: t.expose('investigation', {
        description: 'The one of this failure.',
        type: InvestigationType,
        extensions: costs({ rows: 0 }),
      }),
      duplicate: t.exposeBoolean('duplicate', {
        description: 'Whether the investigation was there before, so that none was opened.',
      }),
    }),
  });

builder.objectType(IdempotencyConflict, {
  name: 'IdempotencyConflict',
  description: 'The idempotency key was used before, for something else; nothing was changed.',
  interfaces: [ErrorInterface],
});

const LogResultType = builder.errorUnion('LogInvestigationEventResult', {
  description: 'What became of a failure that was reported.',
  types: [LogPayload, InvalidInput, IdempotencyConflict],
  resolveType: () => LogPayload, // errors are told apart by their class
});

const LogBatchPayload = builder
  .objectRef<{ results: LogResult[] }>('LogInvestigationEventsPayload')
  .implement({
    description: 'What became of each failure.',
    fields: (t) => ({
      results: t.expose('results', {
        extensions: costs({
          rows: 0,
          size: ({ parent }) => (parent!.args['inputs'] as unknown[]).length,
        }),
        type: [LogResultType],
        description: 'In the order of the inputs.',
      }),
    }),
  });

builder.mutationFields((t) => ({
  logInvestigationEvent: t.field({
    type: LogResultType,
    authScopes: { may: 'LOG' },
    description:
      'Puts a failure on record. Call it again as often as you like: one failure is one investigation. ' +
      'The answer comes when it is safely stored.',
    args: { input: t.arg({ description: 'What to write down.', type: LogInput, required: true }) },
    resolve: (_root, { input }, ctx) => logInvestigationEvent(ctx, input),
  }),
  logInvestigationEvents: t.field({
    type: LogBatchPayload,
    authScopes: { may: 'LOG' },
    description:
      'The same for up to 1,000 failures; what is wrong with one does not hurt the others.',
    errors: { types: [InvalidInput] },
    args: { inputs: t.arg({ description: 'At most 1,000.', type: [LogInput], required: true }) },
    resolve: async (_root, { inputs }, ctx) => ({
      results: await logInvestigationEvents(ctx, inputs),
    }),
  }),
}));
