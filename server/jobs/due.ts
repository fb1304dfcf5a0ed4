import { addDays, businessDay, instantAt, type Day } from '../core/business-time.ts';
import type { DailyJob } from './schedule.ts';

const MINUTE_MS = 60_000;
const RETRY_DELAYS_MS = [1 * MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS];
const HISTORY_MS = 24 * 60 * MINUTE_MS; // what failed before that, nobody waits for

/** How often a run is tried before it is parked: left to a person. */
export const MAX_ATTEMPTS = RETRY_DELAYS_MS.length + 1;

/** What is known of a run: the row, and whether a process holds its lock right now. */
export interface KnownRun {
  job: string;
  forDate: Day;
  state: 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED' | 'PARKED' | 'CANCELLED';
  attempts: number;
  startedAt: Date | null;
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
  const scheduled = schedule
    .map((job) => ({ job, forDate: newestScheduledDay(now, timeZone, job.dailyAt) }))
    .filter(({ job: { name, after }, forDate }) => {
      if (runs.some((run) => run.job === name && run.forDate === forDate)) return false;
      return after === undefined || hasEndedSince(runs, after, forDate);
    })
    .map(({ job, forDate }) => ({ job: job.name, forDate }));
  const unfinished = runs
    .filter((run) => isToBeginAgain(run, now))
    .map(({ job, forDate }) => ({ job, forDate }));
  return [...unfinished, ...scheduled];
}

function isToBeginAgain(run: KnownRun, now: Date): boolean {
  if (run.state === 'QUEUED') return true;
  if (run.state === 'RUNNING') return !run.isAlive && hasRested(run, now);
  const nextAttempt = nextAttemptAt(run)?.getTime() ?? Infinity;
  return nextAttempt <= now.getTime() && now.getTime() < nextAttempt + HISTORY_MS;
}

/** One that was cut off begins again at once, and after a pause when it was before: it may be the cause. */
function hasRested({ attempts, startedAt }: KnownRun, now: Date): boolean {
  const pause = RETRY_DELAYS_MS[Math.min(attempts, MAX_ATTEMPTS) - 2];
  if (pause === undefined || startedAt === null) return true;
  return startedAt.getTime() + pause <= now.getTime();
}

/** When a run that failed is tried again; null: it did not fail, or is not. */
export function nextAttemptAt({
  state,
  attempts,
  finishedAt,
}: Pick<KnownRun, 'state' | 'attempts' | 'finishedAt'>): Date | null {
  const delay = RETRY_DELAYS_MS[attempts - 1];
  if (state !== 'FAILED' || delay === undefined || finishedAt === null) return null;
  return new Date(finishedAt.getTime() + delay);
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
  return (
    state === 'DONE' ||
    state === 'PARKED' ||
    state === 'CANCELLED' ||
    (state === 'FAILED' && attempts >= MAX_ATTEMPTS)
  );
}
