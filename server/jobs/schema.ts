import { validate as isUuid } from 'uuid';
import { dayOfDate } from '../core/business-time.ts';
import { InvalidInput } from '../core/errors.ts';
import type { JobRun, JobRunLine, JobState } from '../core/generated/prisma/client.ts';
import { builder, isAllowed } from '../graphql/builder.ts';
import { ErrorInterface } from '../graphql/errors.ts';
import { costs, pageOf } from '../graphql/field-cost.ts';
import { nextAttemptAt, nextScheduledAt } from './due.ts';
import { MAX_LINES, readLines } from './run-log.ts';
import { DAILY_JOBS, type DailyJob } from './schedule.ts';
import {
  cancelRun,
  dayToRunFor,
  JobAlreadyRunning,
  listLastRuns,
  listRuns,
  MAX_RUNS,
  requestRun,
  RunIsOver,
  UnknownJob,
} from './service.ts';

export const JobStateType = builder.enumType('JobState', {
  description: 'Where a run is.',
  values: {
    QUEUED: { description: 'It was asked for and begins within seconds.' },
    RUNNING: { description: 'It is at work.' },
    DONE: { description: 'It ended well.' },
    FAILED: { description: 'It ended badly, nothing of it half done, and is tried again.' },
    PARKED: {
      description: 'It failed as often as it is tried: run it again once the cause is gone.',
    },
    CANCELLED: { description: 'Somebody did not want it any more.' },
  } satisfies Record<JobState, object>,
});

builder.objectType(UnknownJob, {
  name: 'UnknownJob',
  description: 'There is no job of that name.',
  interfaces: [ErrorInterface],
});

builder.objectType(JobAlreadyRunning, {
  name: 'JobAlreadyRunning',
  description: 'The job is queued or running for that day; it was not started again.',
  interfaces: [ErrorInterface],
});

builder.objectType(RunIsOver, {
  name: 'RunIsOver',
  description: 'The run has ended, so there is nothing to cancel.',
  interfaces: [ErrorInterface],
});

const JobRunLineType = builder.objectRef<JobRunLine>('JobRunLine').implement({
  description: 'What a run said of itself.',
  fields: (t) => ({
    number: t.exposeInt('number', { description: 'From 1, in the order in which it was said.' }),
    attempt: t.exposeInt('attempt', { description: 'Which attempt said it, from 1.' }),
    at: t.expose('saidAt', { description: 'When it was said.', type: 'DateTime' }),
    sentence: t.exposeString('sentence', { description: 'What was said.' }),
    isError: t.exposeBoolean('isError', { description: 'Whether it is why the attempt failed.' }),
  }),
});

export const JobRunType = builder.objectRef<JobRun>('JobRun').implement({
  description: 'The one run of a job for a business day, however often it was tried.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its own for good.' }),
    job: t.exposeString('job', { description: "The job's name." }),
    forDate: t.field({
      type: 'Date',
      description: 'The business day the run brings everything up to date for.',
      resolve: ({ forDate }) => dayOfDate(forDate),
    }),
    state: t.expose('state', { description: 'Where it is.', type: JobStateType }),
    attempts: t.exposeInt('attempts', { description: 'How often it was begun.' }),
    queuedAt: t.expose('queuedAt', {
      description: 'When it was asked for last.',
      type: 'DateTime',
    }),
    startedAt: t.expose('startedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the last attempt began; null before the first.',
    }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the last attempt ended; null while it runs.',
    }),
    nextAttemptAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it is tried again by itself after it failed; null when it is not.',
      // a list read past Prisma has instants as text
      resolve: ({ finishedAt, ...run }) =>
        nextAttemptAt({ ...run, finishedAt: finishedAt && new Date(finishedAt) }),
    }),
    isBeingCancelled: t.boolean({
      description: 'Whether somebody has cancelled it and it is still at work, for some seconds.',
      resolve: ({ state, cancelledBy }) => state === 'RUNNING' && cancelledBy !== null,
    }),
    rows: t.exposeInt('rows', {
      nullable: true,
      description: "What the run was about, by the job's own count; null until it ends well.",
    }),
    progress: t.exposeString('progress', {
      nullable: true,
      description: 'The last sentence the run gave about itself; null before the first.',
    }),
    error: t.exposeString('error', {
      nullable: true,
      authScopes: { may: 'SEE_HEALTH' },
      unauthorizedResolver: () => null,
      description:
        'Why the last attempt failed; null otherwise, and for those who may not see what is wrong inside.',
    }),
    lines: t.field({
      type: [JobRunLineType],
      extensions: costs({ rows: MAX_LINES, size: MAX_LINES }),
      description:
        `What the run said of itself in all attempts, oldest first; the newest ${MAX_LINES}. Why one ` +
        'failed is there for those who may see what is wrong inside.',
      resolve: ({ id }, _args, ctx) => readLines(ctx, id, isAllowed(ctx, 'SEE_HEALTH')),
    }),
  }),
});

interface JobStatus {
  job: DailyJob;
  lastRun: JobRun | undefined;
}

const JobType = builder.objectRef<JobStatus>('Job').implement({
  description: 'Work by the clock.',
  fields: (t) => ({
    name: t.string({ description: 'By which it is run.', resolve: ({ job }) => job.name }),
    description: t.string({ description: 'What it does.', resolve: ({ job }) => job.description }),
    dailyAt: t.string({
      description: 'HH:MM in the business time zone.',
      resolve: ({ job }) => job.dailyAt,
    }),
    nextRunAt: t.field({
      type: 'DateTime',
      description: 'When the clock asks for it next.',
      resolve: ({ job }, _args, { now, company }) =>
        nextScheduledAt(now(), company.timeZone, job.dailyAt),
    }),
    lastRun: t.field({
      type: JobRunType,
      nullable: true,
      description: 'The run for the newest day; null before the first.',
      resolve: ({ lastRun }) => lastRun,
    }),
    runs: t.field({
      type: [JobRunType],
      extensions: costs({ rows: pageOf(20, MAX_RUNS), size: pageOf(20, MAX_RUNS) }),
      description: `The newest days' runs, newest first; at most ${MAX_RUNS}.`,
      args: {
        first: t.arg.int({ description: 'How many at most.', required: true, defaultValue: 20 }),
      },
      resolve: ({ job }, { first }, ctx) => listRuns(ctx, job.name, first),
    }),
  }),
});

builder.queryField('jobs', (t) =>
  t.field({
    type: [JobType],
    extensions: costs({ rows: DAILY_JOBS.length, size: DAILY_JOBS.length }),
    authScopes: { may: 'READ' },
    description: 'The jobs that run by the clock, in the order of the day.',
    resolve: async (_root, _args, ctx) => {
      const lastRuns = await listLastRuns(ctx);
      return DAILY_JOBS.map((job) => ({
        job,
        lastRun: lastRuns.find((run) => run.job === job.name),
      }));
    },
  }),
);

builder.queryField('jobRun', (t) =>
  t.field({
    type: JobRunType,
    authScopes: { may: 'READ' },
    nullable: true,
    description: 'null when there is none of this id, or it is kept no longer.',
    args: { id: t.arg.id({ description: 'Which one.', required: true }) },
    resolve: (_root, { id }, { db, company }) =>
      isUuid(id) ? db.jobRun.findFirst({ where: { id, companyId: company.id } }) : null,
  }),
);

builder.mutationField('runJob', (t) =>
  t.field({
    type: JobRunType,
    authScopes: { may: 'RUN_JOBS' },
    description: 'Asks for a run; it begins within seconds. What ran for that day runs again.',
    errors: { types: [UnknownJob, JobAlreadyRunning, InvalidInput] },
    args: {
      name: t.arg.string({ description: 'One of those in `jobs`.', required: true }),
      asOf: t.arg({
        type: 'Date',
        description: 'The business day to run for; today when absent. The future is refused.',
      }),
    },
    resolve: (_root, { name, asOf }, ctx) => requestRun(ctx, name, dayToRunFor(ctx, asOf)),
  }),
);

builder.mutationField('cancelJobRun', (t) =>
  t.field({
    type: JobRunType,
    authScopes: { may: 'RUN_JOBS' },
    description:
      'Cancels a run: at once where it waits, within seconds where it is at work; what it has done by ' +
      'then stays done. It is not tried again unless somebody asks for it.',
    errors: { types: [RunIsOver] },
    args: { id: t.arg.id({ description: 'Which one.', required: true }) },
    resolve: (_root, { id }, ctx) => cancelRun(ctx, id),
  }),
);
