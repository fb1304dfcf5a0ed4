import { InvalidInput } from '../core/errors.ts';
import type { Language } from '../core/generated/prisma/client.ts';
import { builder } from '../graphql/builder.ts';
import { costs } from '../graphql/field-cost.ts';
import { ofDays } from './cost.ts';
import type { ErrorGuide } from './error-guide.ts';
import {
  findErrorGuide,
  guideOf,
  listErrorGuides,
  resetErrorGuide,
  writeErrorGuide,
  type GuidedError,
} from './error-guides.ts';
import { InvestigationType } from './investigation-schema.ts';

const LanguageType = builder.enumType('Language', {
  description: 'A language that people read.',
  values: {
    EN: { description: 'English.' },
    RU: { description: 'Russian.' },
  } satisfies Record<Language, object>,
});

const ErrorGuideType = builder.objectRef<ErrorGuide>('ErrorGuide').implement({
  description: 'What is known of an error, in plain text.',
  fields: (t) => ({
    errorId: t.exposeInt('errorId', { description: "The error's number in the dictionary." }),
    language: t.expose('language', { description: 'Which it is written in.', type: LanguageType }),
    meaning: t.exposeString('meaning', { description: 'What it means.' }),
    usualCause: t.exposeString('usualCause', { description: 'Where it usually comes from.' }),
    whatToDo: t.exposeString('whatToDo', { description: 'What to do about it.' }),
    updatedBy: t.exposeString('updatedBy', {
      nullable: true,
      description: 'Who wrote it; null when it came with the product.',
    }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was written; null when it came with the product.',
    }),
  }),
});

const GuidedErrorType = builder.objectRef<GuidedError>('GuidedError').implement({
  description: 'An error that the company has met in the last 180 days or written of.',
  fields: (t) => ({
    errorId: t.exposeInt('errorId', { description: "The error's number in the dictionary." }),
    errorText: t.exposeString('errorText', {
      nullable: true,
      description: 'In the words of the newest failure; null when there was none in 180 days.',
    }),
    guide: t.expose('guide', {
      type: ErrorGuideType,
      nullable: true,
      description: 'null while nobody has written one and the product knows none.',
    }),
  }),
});

const language = {
  type: LanguageType,
  defaultValue: 'EN' as const,
  description: 'The reader’s.',
};

builder.objectField(InvestigationType, 'guide', (t) =>
  t.field({
    type: ErrorGuideType,
    nullable: true,
    description: 'What is known of its error; null when nothing is.',
    args: { language: t.arg(language) },
    resolve: (investigation, args, ctx) => guideOf(ctx, investigation, args.language ?? 'EN'),
  }),
);

builder.queryFields((t) => ({
  errorGuide: t.field({
    type: ErrorGuideType,
    authScopes: { may: 'READ' },
    nullable: true,
    description: 'What is known of an error; null when nothing is.',
    args: {
      errorId: t.arg.int({ description: "The error's number in the dictionary.", required: true }),
      language: t.arg(language),
    },
    resolve: (_root, args, ctx) => findErrorGuide(ctx, args.errorId, args.language ?? 'EN'),
  }),
  errorGuides: t.field({
    type: [GuidedErrorType],
    extensions: costs({ rows: ofDays(180), size: 200 }),
    authScopes: { may: 'READ' },
    description: 'The error catalogue, by number; errors without a guide are in it too.',
    args: { language: t.arg(language) },
    resolve: (_root, args, ctx) => listErrorGuides(ctx, args.language ?? 'EN'),
  }),
}));

const ErrorGuideInputType = builder.inputType('ErrorGuideInput', {
  description: 'What to say of an error; each text plain, 1 to 2,000 characters.',
  fields: (t) => ({
    errorId: t.int({ description: "The error's number in the dictionary.", required: true }),
    language: t.field({
      description: 'Which it is written in.',
      type: LanguageType,
      required: true,
    }),
    meaning: t.string({ required: true, description: 'What it means.' }),
    usualCause: t.string({ required: true, description: 'Where it usually comes from.' }),
    whatToDo: t.string({ required: true, description: 'What to do about it.' }),
  }),
});

builder.mutationFields((t) => ({
  writeErrorGuide: t.field({
    type: ErrorGuideType,
    authScopes: { may: 'ADMINISTER' },
    description: "Writes the company's own guide to an error; the last who writes is right.",
    errors: { types: [InvalidInput] },
    args: {
      input: t.arg({
        description: 'What to say of it.',
        type: ErrorGuideInputType,
        required: true,
      }),
    },
    resolve: (_root, { input }, ctx) => writeErrorGuide(ctx, input),
  }),
  resetErrorGuide: t.field({
    type: ErrorGuideType,
    authScopes: { may: 'ADMINISTER' },
    nullable: true,
    description:
      "Takes the company's own guide back. Answers the guide that comes with the product; null when " +
      'it has none.',
    args: {
      errorId: t.arg.int({ description: "The error's number in the dictionary.", required: true }),
      language: t.arg({
        description: 'Which it is written in.',
        type: LanguageType,
        required: true,
      }),
    },
    resolve: (_root, args, ctx) => resetErrorGuide(ctx, args),
  }),
}));
