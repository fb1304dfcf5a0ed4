import type { JobState } from '#lib/graphql/generated.ts';
import type { Tone } from '#lib/ui/Signal.svelte';

/** How the state of a run looks and reads. */
export const JOB_STATE = {
  QUEUED: { tone: 'quiet', word: 'Queued' },
  RUNNING: { tone: 'warn', word: 'Running' },
  DONE: { tone: 'good', word: 'Done' },
  FAILED: { tone: 'bad', word: 'Failed' },
} satisfies Record<JobState, { tone: Tone; word: string }>;

export function isUnderWay(state: JobState | undefined): boolean {
  return state === 'QUEUED' || state === 'RUNNING';
}
