import { BUCKETS, isBucket } from '#lib/feeds/buckets.ts';
import { supplierName } from '#lib/feeds/supplier-name.ts';
import type { EventKind, LatestEventFragment } from '#lib/graphql/generated.ts';
import { inWords } from '#lib/jobs/job-sentences.ts';
import { jobTitle } from '#lib/jobs/job-words.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/Signal.svelte';

/** An event as a line: a sign, what was done, to what, and where more of it is. */
export interface LatestLine {
  tone: Tone;
  did: string;
  what: string;
  /** Of what, where; empty when there is no more to say. */
  where: string;
  href: string;
}

const DID: Partial<Record<EventKind, { tone: Tone; did: () => string }>> = {
  INVESTIGATION_OPENED: { tone: 'bad', did: m.did_open },
  INVESTIGATION_CLAIMED: { tone: 'quiet', did: m.did_claim },
  INVESTIGATION_RESOLVED: { tone: 'good', did: m.did_resolve },
  INVESTIGATION_UNRESOLVED: { tone: 'quiet', did: m.did_not_resolve },
  INVESTIGATION_REOPENED: { tone: 'bad', did: m.did_reopen },
  INVESTIGATION_NOTED: { tone: 'quiet', did: m.did_note },
  INVESTIGATION_ASSIGNED: { tone: 'quiet', did: m.did_assign },
  INVESTIGATION_UNASSIGNED: { tone: 'quiet', did: m.did_unassign },
  INVESTIGATION_SNOOZED: { tone: 'quiet', did: m.did_snooze },
  INVESTIGATION_WOKEN: { tone: 'bad', did: m.did_wake },
  INVESTIGATION_UNDONE: { tone: 'quiet', did: m.did_undo },
};

/**
 * What happened, once or many times in one go; undefined for what the dashboard has no words for.
 *
 * @param goesOn whether there may be more of it than is known
 */
export function latestLine(
  burst: readonly LatestEventFragment[],
  goesOn: boolean,
): LatestLine | undefined {
  const [first] = burst;
  const line = first && lineOf(first);
  return line && burst.length > 1 ? burstLine(line, burst, goesOn) : line;
}

function burstLine(
  { tone, did }: LatestLine,
  burst: readonly LatestEventFragment[],
  goesOn: boolean,
): LatestLine {
  const count = burst.length;
  const ofCases = burst.every(({ investigation }) => investigation);
  const counted = ofCases ? m.cases({ count }) : m.suppliers_count({ count });
  return {
    tone,
    did,
    what: goesOn ? m.at_least({ counted }) : counted,
    where: kindsOf(burst).join(', '),
    href: ofCases ? '/investigations' : '/suppliers',
  };
}

/** What kinds of things are in a burst, the most frequent first. */
function kindsOf(burst: readonly LatestEventFragment[]): string[] {
  const texts = burst.flatMap(
    (event) => event.investigation?.errorText ?? lineOf(event)?.where ?? [],
  );
  const byText = Object.groupBy(texts, (text) => text);
  return Object.entries(byText)
    .sort(([, a = []], [, b = []]) => b.length - a.length)
    .map(([text]) => text);
}

function lineOf(event: LatestEventFragment): LatestLine | undefined {
  if (event.investigation) return caseLine(event, event.investigation);
  if (event.kind === 'JOB_FINISHED') return jobLine(event.payload as JobFinished);
  if (event.kind === 'SUPPLIER_BUCKET_CHANGED') return bucketLine(event);
  return event.kind === 'SUPPLIER_CHANGED' ? supplierLine(event, m.did_edit()) : undefined;
}

function caseLine(
  { kind }: LatestEventFragment,
  { id, errorText, stage, supplierId, supplier }: NonNullable<LatestEventFragment['investigation']>,
): LatestLine | undefined {
  const words = DID[kind];
  return (
    words && {
      tone: words.tone,
      did: words.did().replace(/^— /, ''), // which in Russian joins it to a name before it
      what: errorText,
      where: `${supplier.name ?? supplierId} · ${stage}`,
      href: `/investigations/${id}`,
    }
  );
}

/** What an event of a job says; see endRun of the server. */
interface JobFinished {
  job: string;
  state: string;
  progress: string | null;
}

function jobLine({ job, state, progress }: JobFinished): LatestLine {
  const isDone = state === 'DONE';
  return {
    tone: isDone ? 'good' : 'bad',
    did: isDone ? m.did_run() : m.did_fail(),
    what: jobTitle(job),
    where: progress ? inWords(progress) : '',
    href: '/jobs',
  };
}

function bucketLine(event: LatestEventFragment): LatestLine {
  const { to } = event.payload as { to?: string };
  const bucket = to && isBucket(to) ? BUCKETS[to] : undefined;
  const line = supplierLine(event, m.did_move());
  return bucket ? { ...line, tone: bucket.tone, where: bucket.name() } : line;
}

function supplierLine({ entityId, payload }: LatestEventFragment, did: string): LatestLine {
  const { name = null } = payload as { name?: string | null };
  const what = supplierName({ supplierId: Number(entityId), name });
  return { tone: 'quiet', did, what, where: '', href: `/suppliers/${entityId}` };
}
