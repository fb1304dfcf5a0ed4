import { builder } from '../graphql/builder.ts';
import { costs } from '../graphql/field-cost.ts';
import { DAILY_JOBS } from '../jobs/schedule.ts';
import { findTroubles } from './service.ts';
import { describeTrouble, type Trouble, type TroubleKind } from './trouble.ts';

const MAX_TROUBLES = DAILY_JOBS.length + 2; // one of each job, of the warehouse and of the events

const TroubleKindType = builder.enumType('TroubleKind', {
  description: 'What can be wrong inside.',
  values: {
    JOB_DID_NOT_RUN: { description: 'An hour after its time a job has not run to its end.' },
    JOB_PARKED: { description: 'A job failed as often as it is tried, and waits for a person.' },
    WAREHOUSE_UNREACHABLE: { description: 'The warehouse does not answer.' },
    WAREHOUSE_STOPPED_GROWING: { description: 'The warehouse has had nothing new for days.' },
    EVENTS_LATE: { description: 'Events take more than ten seconds to whoever follows them.' },
  } satisfies Record<TroubleKind, object>,
});

const TroubleType = builder.objectRef<Trouble>('Trouble').implement({
  description: 'Something that is wrong inside, and what to look at.',
  fields: (t) => ({
    kind: t.expose('kind', { description: 'Which kind.', type: TroubleKindType }),
    job: t.exposeString('job', {
      nullable: true,
      description: "The job's name; null when it is about none.",
    }),
    since: t.expose('since', {
      type: 'DateTime',
      nullable: true,
      description: 'Since when; null when that is not known.',
    }),
    sentence: t.string({
      description: 'What it means and what to look at.',
      resolve: describeTrouble,
    }),
  }),
});

builder.queryField('health', (t) =>
  t.field({
    type: [TroubleType],
    extensions: costs({ rows: MAX_TROUBLES, size: MAX_TROUBLES }),
    authScopes: { may: 'READ' },
    description: 'What is wrong inside, as far as this company feels it; empty when all is well.',
    resolve: (_root, _args, ctx) => findTroubles(ctx, ctx.accounts.installation, ctx.position),
  }),
);
