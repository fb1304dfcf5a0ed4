import { DomainError, InvalidInput, type FieldError } from '../core/errors.ts';
import { builder } from './builder.ts';
import { costs } from './field-cost.ts';

/** The interface that every expected error implements. */
export const ErrorInterface = builder.interfaceRef<DomainError>('Error').implement({
  description: 'An expected failure: what happened, and in the message what to do about it.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Stable, for programs, e.g. `INVALID_INPUT`.' }),
    message: t.exposeString('message', { description: 'One or more sentences, for people.' }),
  }),
});

const FieldErrorType = builder.objectRef<FieldError>('FieldError').implement({
  description: 'A field of an input and what is wrong with it.',
  fields: (t) => ({
    field: t.exposeString('field', {
      description: 'Where it is, e.g. `eventAt` or `inputs.3.stage`.',
    }),
    message: t.exposeString('message', { description: 'What is wrong and what would be right.' }),
  }),
});

builder.objectType(InvalidInput, {
  name: 'InvalidInput',
  description: 'The input breaks a rule; nothing was changed.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    fields: t.field({
      type: [FieldErrorType],
      extensions: costs({ rows: 0, size: 100 }),
      description: 'Every field that does not fit.',
      resolve: ({ fields }) => fields,
    }),
  }),
});
