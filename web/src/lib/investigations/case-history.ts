import type { CaseStateFragment, LiveEventFragment } from '#lib/graphql/generated.ts';
import type { InvestigationEvent } from '#lib/live/kinds.ts';

type TimelineEntry = CaseStateFragment['timeline'][number];

/** As much of a case as events change. */
type CaseFacts = Omit<InvestigationEvent['investigation'], 'supplier'> & {
  timeline: TimelineEntry[];
};

/** The case after an event of it; an event older than what is shown changes nothing. */
export function afterEvent<Facts extends CaseFacts>(facts: Facts, event: LiveEventFragment): Facts {
  const { investigation } = event;
  if (investigation?.id !== facts.id || investigation.version <= facts.version) return facts;
  const { supplier: _, ...state } = investigation;
  const note = state.note === facts.note ? null : state.note;
  const timeline = withEntry(facts.timeline, toEntry(event, note));
  return { ...facts, ...state, timeline };
}

/** The timeline is read a moment after the case itself, so it may have the entry already. */
function withEntry(timeline: TimelineEntry[], entry: TimelineEntry): TimelineEntry[] {
  const isThere = timeline.some(({ at, kind }) => at === entry.at && kind === entry.kind);
  return isThere ? timeline : [...timeline, entry];
}

function toEntry(event: LiveEventFragment, note: string | null): TimelineEntry {
  const { cursor: id, actor, at, investigation } = event;
  const kind = event.kind.replace('INVESTIGATION_', '') as TimelineEntry['kind']; // the part they share
  const assignee = kind === 'ASSIGNED' ? (investigation?.assignee?.name ?? null) : null;
  const reasonCode = investigation?.reasonCode ?? null;
  return { id, kind, actor, at, note, reasonCode, assignee, undid: null };
}
