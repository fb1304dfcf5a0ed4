import { addDays, businessDay, instantAt, type Day } from '../core/business-time.ts';
import type { DailyJob } from './schedule.ts';

const MINUTE_MS = 60_000;
const RETRY_DELAYS_MS = [1 * MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS];

/** What is known of a run: the row, and whether a process holds its lock right now. */
export interface KnownRun {
  job: string;
  forDate: Day;
  state: 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED';
  attempts: number;
  finishedAt: Date | null;
  isAlive: boolean;
}

export interface DueRun {
  job: string;
  forDate: Day;
}

/**
 * The runs to start now: what the clock asks for, what was asked for by hand, what a crash left in
 * the middle, and what failed and may be tried again. Of the days missed only the newest is made up:
 * each job brings everything up to date for the day it runs for.
 *
 * @param runs all that have not ended, and every run for the newest scheduled days
 */
export function dueRuns(
  now: Date,
  timeZone: string,
  schedule: readonly DailyJob[],
  runs: readonly KnownRun[],
): DueRun[] {
  const find = (job: string, forDate: Day) =>
    runs.find((run) => run.job === job && run.forDate === forDate);
  const scheduled = schedule
    .map((job) => ({ job, forDate: newestScheduledDay(now, timeZone, job.dailyAt) }))
    .filter(({ job, forDate }) => {
      const run = find(job.name, forDate);
      if (run) return run.state === 'FAILED' && mayRetry(run, now);
      return job.after === undefined || hasEndedSince(runs, job.after, forDate);
    })
    .map(({ job, forDate }) => ({ job: job.name, forDate }));
  const interrupted = runs
    .filter(({ state, isAlive }) => state === 'QUEUED' || (state === 'RUNNING' && !isAlive))
    .map(({ job, forDate }) => ({ job, forDate }));
  return [...interrupted, ...scheduled];
}

/** The last day on which the clock in the zone has already shown `dailyAt`. */
export function newestScheduledDay(now: Date, timeZone: string, dailyAt: string): Day {
  const today = businessDay(now, timeZone);
  return instantAt(today, dailyAt, timeZone) <= now ? today : addDays(today, -1);
}

/** When the clock will show `dailyAt` next. */
export function nextScheduledAt(now: Date, timeZone: string, dailyAt: string): Date {
  return instantAt(addDays(newestScheduledDay(now, timeZone, dailyAt), 1), dailyAt, timeZone);
}

/** A later day's run counts too: between two jobs' hours, the first is a day ahead of the second. */
function hasEndedSince(runs: readonly KnownRun[], job: string, forDate: Day): boolean {
  return runs.some((run) => run.job === job && run.forDate >= forDate && hasEnded(run));
}

function hasEnded({ state, attempts }: KnownRun): boolean {
  return state === 'DONE' || (state === 'FAILED' && attempts > RETRY_DELAYS_MS.length);
}

function mayRetry({ attempts, finishedAt }: KnownRun, now: Date): boolean {
  const delay = RETRY_DELAYS_MS[attempts - 1];
  return (
    delay !== undefined && finishedAt !== null && finishedAt.getTime() + delay <= now.getTime()
  );
}
