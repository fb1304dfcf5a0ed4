import type { LatestEventFragment } from '#lib/graphql/generated.ts';

type Event = Pick<LatestEventFragment, 'kind' | 'actor' | 'at'>;

/** Fewer of a kind are told one by one. */
const FEWEST = 4;
const NEXT_WITHIN_MS = 1_000; // robots that fail one by one are further apart

/**
 * Puts together what one did many times in one go, e.g. 22 cases that a job opened or 500 that somebody
 * resolved: it is one piece of news, and would push the others off the list.
 *
 * @param events newest first
 * @returns them in their order, each by itself or with the others of its burst
 */
export function inBursts<E extends Event>(events: readonly E[]): E[][] {
  const runs: E[][] = [];
  for (const event of events) {
    const run = runs.at(-1);
    if (run && goesOn(run.at(-1)!, event))
      run.push(event); // no run is empty
    else runs.push([event]);
  }
  return runs.flatMap((run) => (run.length < FEWEST ? run.map((event) => [event]) : [run]));
}

function goesOn(later: Event, event: Event): boolean {
  const apartMs = Date.parse(later.at) - Date.parse(event.at);
  if (event.kind === 'JOB_FINISHED') return false; // each run is news of its own
  return later.kind === event.kind && later.actor === event.actor && apartMs <= NEXT_WITHIN_MS;
}
