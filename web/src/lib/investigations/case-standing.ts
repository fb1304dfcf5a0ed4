import type { CaseStateFragment, InvestigationChange } from '#lib/graphql/generated.ts';

type Entry = CaseStateFragment['timeline'][number];

/** Who brought a case to where it stands, and when; undefined when the log no longer tells. */
export function lastDeed(timeline: readonly Entry[], kind: InvestigationChange): Entry | undefined {
  return timeline
    .filter((entry) => entry.kind === kind)
    .reduce<Entry | undefined>(
      (last, entry) => (last && Date.parse(last.at) > Date.parse(entry.at) ? last : entry),
      undefined,
    );
}
