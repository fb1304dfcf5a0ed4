import { businessDay, dayBounds, daysBetween, instantAt, type Day } from '../core/business-time.ts';
import type { JobState } from '../core/generated/prisma/enums.ts';
import { newestScheduledDay } from '../jobs/due.ts';
import type { DailyJob } from '../jobs/schedule.ts';
import type { LogReading } from './readings.ts';

const HOUR_MS = 3_600_000;
const GRACE_MS = HOUR_MS; // the pauses between attempts are 21 minutes together
const LONG_RUN_MS = 3 * HOUR_MS;
const QUIET_DAYS = 3; // a weekend and a day
const LAG_S = 10; // people are to see a failure within a second

/** What can be wrong inside, of its own accord or because something outside is. */
export type TroubleKind =
  | 'JOB_DID_NOT_RUN'
  | 'JOB_PARKED'
  | 'WAREHOUSE_UNREACHABLE'
  | 'WAREHOUSE_STOPPED_GROWING'
  | 'EVENTS_LATE';

export interface Trouble {
  kind: TroubleKind;
  /** The job it is about; null for what is about none. */
  job: string | null;
  /** null where that is not known. */
  since: Date | null;
}

/** A company as far as its troubles go by it. */
interface Subject {
  timeZone: string;
  createdAt: Date;
}

interface NewestRun {
  forDate: Day;
  state: JobState;
  startedAt: Date | null;
  finishedAt: Date | null;
}

/** What is wrong with a job, by its newest run, an hour after the clock asked for it. */
export function jobTrouble(
  now: Date,
  { timeZone, createdAt }: Subject,
  { name: job, dailyAt }: Pick<DailyJob, 'name' | 'dailyAt'>,
  newest: NewestRun | undefined,
): Trouble | undefined {
  if (newest?.state === 'PARKED') return { kind: 'JOB_PARKED', job, since: newest.finishedAt };
  const day = newestScheduledDay(new Date(now.getTime() - GRACE_MS), timeZone, dailyAt);
  const dueAt = instantAt(day, dailyAt, timeZone);
  if (createdAt > dueAt || (newest && isWell(now, day, newest))) return undefined;
  return { kind: 'JOB_DID_NOT_RUN', job, since: dueAt };
}

function isWell(now: Date, day: Day, { forDate, state, startedAt }: NewestRun): boolean {
  if (forDate !== day) return forDate > day;
  const isLong = startedAt === null || now.getTime() - startedAt.getTime() > LONG_RUN_MS;
  return state === 'DONE' || state === 'CANCELLED' || (state === 'RUNNING' && !isLong);
}

/** @param newest the newest day of which the warehouse has anything; null: it is empty, which is fine */
export function warehouseTrouble(
  now: Date,
  { timeZone }: Pick<Subject, 'timeZone'>,
  newest: Day | null,
): Trouble | undefined {
  if (newest === null) return undefined;
  if (daysBetween(newest, businessDay(now, timeZone)) <= QUIET_DAYS) return undefined;
  const since = dayBounds(newest, timeZone).to;
  return { kind: 'WAREHOUSE_STOPPED_GROWING', job: null, since };
}

export function eventTrouble(
  now: Date,
  { sequencerLagS, readerLagS }: LogReading,
): Trouble | undefined {
  const lagS = Math.max(sequencerLagS, readerLagS);
  if (lagS <= LAG_S) return undefined;
  return { kind: 'EVENTS_LATE', job: null, since: new Date(now.getTime() - lagS * 1000) };
}

/** What it means for whoever uses Pricelens, and what to look at. */
export function describeTrouble({ kind, job }: Trouble): string {
  switch (kind) {
    case 'JOB_DID_NOT_RUN':
      return `The job ${job} did not run when it should have: see that a worker is up, and its log.`;
    case 'JOB_PARKED':
      return `The job ${job} failed as often as it is tried: see why, then run it again.`;
    case 'WAREHOUSE_UNREACHABLE':
      return 'The warehouse does not answer: what needs it stands still until it does.';
    case 'WAREHOUSE_STOPPED_GROWING':
      return 'The warehouse has nothing new: see that its loader runs, since silence here looks like suppliers gone quiet.';
    case 'EVENTS_LATE':
      return 'Live events are late: what is shown may be old. See the load of Postgres and of the servers.';
  }
}
