import type { JobState } from '#lib/graphql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/Signal.svelte';

/** How the state of a run looks and reads. */
export const JOB_STATE = {
  QUEUED: { tone: 'quiet', word: m.job_queued },
  RUNNING: { tone: 'warn', word: m.job_running },
  DONE: { tone: 'good', word: m.job_done },
  FAILED: { tone: 'bad', word: m.job_failed },
} satisfies Record<JobState, { tone: Tone; word: () => string }>;

export function isUnderWay(state: JobState | undefined): boolean {
  return state === 'QUEUED' || state === 'RUNNING';
}
