import { builder } from '../graphql/builder.ts';
import { ErrorInterface } from '../graphql/errors.ts';
import { costs } from '../graphql/field-cost.ts';
import { InvestigationType } from './investigation-schema.ts';
import { NothingToUndo, undoWork, type Undoing } from './undo.ts';
import { VersionConflict } from './work-errors.ts';

builder.objectType(NothingToUndo, {
  name: 'NothingToUndo',
  description:
    'More than 30 seconds have passed, it was undone already, or it was not the caller who did it.',
  interfaces: [ErrorInterface],
});

const UndoPayload = builder.objectRef<Undoing>('UndoWorkPayload').implement({
  description: 'What became of the investigations of a change that was undone.',
  fields: (t) => ({
    restored: t.int({
      description: 'How many are again what they were.',
      resolve: ({ restored }) => restored.length,
    }),
    investigations: t.field({
      type: [InvestigationType],
      extensions: costs({ rows: 0, size: 10_000 }),
      description: 'Those, as they are now, in no particular order.',
      resolve: ({ restored }) => restored,
    }),
    refused: t.field({
      type: [VersionConflict],
      extensions: costs({ rows: 0, size: 10_000 }),
      description: 'Those that somebody has changed since; they are left as they are.',
      resolve: ({ refused }) => refused,
    }),
  }),
});

builder.mutationFields((t) => ({
  undoWork: t.field({
    type: UndoPayload,
    authScopes: { may: 'WORK' },
    description:
      "Takes back one's own change, of one investigation or of many: status, note, reason, assignee, " +
      'sleep and investigator are again what they were. To do it again, send the change again.',
    errors: { types: [NothingToUndo] },
    args: { token: t.arg.id({ required: true, description: 'From the answer to the change.' }) },
    resolve: (_root, { token }, ctx) => undoWork(ctx, token),
  }),
}));
