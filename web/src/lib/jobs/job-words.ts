import type { JobState, RunJobMutation, RunLineFragment } from '#lib/graphql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/Signal.svelte';

/** How the state of a run looks and reads. */
export const JOB_STATE = {
  QUEUED: { tone: 'quiet', word: m.job_queued },
  RUNNING: { tone: 'warn', word: m.job_running },
  DONE: { tone: 'good', word: m.job_done },
  FAILED: { tone: 'bad', word: m.job_failed },
  PARKED: { tone: 'bad', word: m.job_parked },
  CANCELLED: { tone: 'quiet', word: m.job_cancelled },
} satisfies Record<JobState, { tone: Tone; word: () => string }>;

const JOBS: Record<string, { title: () => string; does: () => string } | undefined> = {
  prune: { title: m.job_prune, does: m.job_prune_does },
  'refresh-cadence-profiles': { title: m.job_refresh, does: m.job_refresh_does },
  'backfill-investigations': { title: m.job_backfill, does: m.job_backfill_does },
};

const JOB_ACTOR = 'job '; // before the job's name

/** What a job is called on a page; one that the page does not know is called by its name. */
export function jobTitle(name: string): string {
  return JOBS[name]?.title() ?? name;
}

/** The name of who did something, which for a job is its title. */
export function actorName(actor: string): string {
  return actor.startsWith(JOB_ACTOR) ? jobTitle(actor.slice(JOB_ACTOR.length)) : actor;
}

/** What a job does, in the reader's language where the page knows the job. */
export function whatJobDoes({ name, description }: { name: string; description: string }): string {
  return JOBS[name]?.does() ?? description;
}

export function isUnderWay(state: JobState | undefined): boolean {
  return state === 'QUEUED' || state === 'RUNNING';
}

/** Whether it goes on or begins by itself, so that there is something to cancel. */
export function isToCome({ state, nextAttemptAt }: RunLineFragment): boolean {
  return isUnderWay(state) || nextAttemptAt !== null;
}

/** Why a run was not started; undefined when it was. */
export function whyNotRun(outcome: RunJobMutation['outcome']): string | undefined {
  if (outcome.__typename === 'JobAlreadyRunning') return m.job_under_way_why();
  if (outcome.__typename === 'InvalidInput') return m.job_not_ahead();
  return 'message' in outcome ? outcome.message : undefined;
}
