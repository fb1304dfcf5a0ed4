import type { JobState } from '#lib/graphql/generated.ts';
import { isUnderWay } from './job-words.ts';

const WATCH_MS = 2_000;
const REST_MS = 60_000;

/**
 * Asks again by the clock, often while a run is under way: what a run says of itself is no event, only
 * its end is. To be called while a component is made.
 *
 * @param runs those that are shown
 */
export function watchRuns(
  runs: () => readonly { state: JobState }[],
  refetch: () => Promise<void>,
): void {
  $effect(() => {
    const isWatching = runs().some(({ state }) => isUnderWay(state));
    const timer = setInterval(() => void refetch(), isWatching ? WATCH_MS : REST_MS);
    return () => clearInterval(timer);
  });
}
