import { randomUUID } from 'node:crypto';
import type { CompanyContext } from '../core/context.ts';
import { inTransaction, type Queryable } from '../core/postgres.ts';
import { appendEvents } from '../events/append.ts';
import { readHolders } from './assign.ts';
import { isInvestigationId } from './find-investigation.ts';
import { defineInvestigationStatement, type Investigation } from './investigation.ts';
import { eventKindOf, saidWith, stateAfter, type Change } from './work-change.ts';
import {
  AlreadyClaimed,
  InvestigationNotFound,
  VersionConflict,
  WrongStatus,
  type Refusal,
} from './work-errors.ts';
import { judge, type Verdict } from './work-merge.ts';
import { readSince, type PastEvent } from './work-since.ts';

/** For how long a change can be undone. */
export const UNDO_MS = 30_000;

export type Worker = Pick<
  CompanyContext,
  'pg' | 'company' | 'actor' | 'now' | 'cache' | 'eventsAppended'
>;

/** A case to change, and the version of it the caller saw. */
export interface SeenVersion {
  id: string;
  version: number;
}

/** What became of a change of some cases. */
export interface Work {
  changed: Investigation[];
  /** Those that were already as the change would have made them. */
  unchanged: Investigation[];
  refused: Refusal[];
  /** Undoes the change of all of them, for UNDO_MS; null when nothing changed. */
  undoToken: string | null;
}

/** A case with what decides over it. */
interface Judged {
  current: Investigation;
  since: readonly PastEvent[];
  verdict: Verdict;
}

export const lockCases = defineInvestigationStatement('work-lock');
const writeStates = defineInvestigationStatement('work-write');

/**
 * Makes one change of any number of cases in one transaction: those that it still fits are changed, each
 * with its event, the others are refused one by one.
 */
export async function applyChange(
  ctx: Worker,
  seen: readonly SeenVersion[],
  change: Change,
): Promise<Work> {
  const work = await inTransaction(ctx.pg, async (transaction) => {
    const versions = versionsById(seen);
    const judged = await judgeAll(ctx, transaction, versions, change);
    const applicable = judged.filter(({ verdict }) => verdict === 'APPLIES');
    const undoToken = applicable.length > 0 ? randomUUID() : null;
    return {
      undoToken,
      changed: await write(ctx, transaction, applicable, change, undoToken),
      unchanged: judged
        .filter(({ verdict }) => verdict === 'NOTHING_TO_DO')
        .map(({ current }) => current),
      refused: [
        ...notFound(seen, judged),
        ...(await refusalsOf(transaction, ctx.company.id, judged)),
      ],
    };
  });
  if (work.changed.length > 0) {
    ctx.cache.invalidate(ctx.company.id, { told: work.changed });
    ctx.eventsAppended();
  }
  return work;
}

/** By the id as it is stored; of a case that is named twice the version named first. */
function versionsById(seen: readonly SeenVersion[]): Map<string, number> {
  const versions = new Map<string, number>();
  for (const { id, version } of seen) {
    const stored = id.toLowerCase();
    if (isInvestigationId(id) && !versions.has(stored)) versions.set(stored, version);
  }
  return versions;
}

async function judgeAll(
  { company, actor }: Worker,
  transaction: Queryable,
  versions: ReadonlyMap<string, number>,
  change: Change,
): Promise<Judged[]> {
  const cases = await lockCases(transaction, [company.id, [...versions.keys()]]);
  const seenVersionOf = ({ id }: Investigation) => versions.get(id)!; // only these were asked for
  const stale = cases.filter((current) => current.version > seenVersionOf(current));
  const happened = await readSince(
    transaction,
    company.id,
    stale.map((current) => ({ id: current.id, version: seenVersionOf(current) })),
  );
  return cases.map((current) => {
    const since = happened.get(current.id) ?? [];
    const situation = { current, seenVersion: seenVersionOf(current), since };
    return { current, since, verdict: judge(situation, change, actor.id) };
  });
}

async function write(
  ctx: Worker,
  transaction: Queryable,
  applicable: readonly Judged[],
  change: Change,
  undoToken: string | null,
): Promise<Investigation[]> {
  if (applicable.length === 0) return [];
  const { company, actor } = ctx;
  const now = ctx.now();
  const states = applicable.map(({ current }) => stateAfter(current, change));
  const kind = eventKindOf(change);
  const changed = await writeStates(transaction, [
    company.id,
    actor.name,
    now,
    applicable.map(({ current }) => current.id),
    states.map(({ status }) => status),
    states.map(({ note }) => note),
    states.map(({ reasonCode }) => reasonCode),
    states.map(({ assigneeId }) => assigneeId),
    states.map(({ snoozedUntil }) => snoozedUntil),
    undoToken,
    actor.id,
    kind,
    new Date(now.getTime() + UNDO_MS),
    company.timeZone,
  ]);
  const said = saidWith(change);
  await appendEvents(
    transaction,
    changed.map((investigation) => ({
      companyId: company.id,
      kind,
      entityId: investigation.id,
      actor,
      payload: { ...investigation, change: said },
    })),
  );
  return changed;
}

function notFound(seen: readonly SeenVersion[], judged: readonly Judged[]): Refusal[] {
  const found = new Set(judged.map(({ current }) => current.id));
  const missing = seen.filter(({ id }) => !found.has(id.toLowerCase()));
  return missing.map(({ id }) => new InvestigationNotFound(id));
}

async function refusalsOf(
  transaction: Queryable,
  companyId: number,
  judged: readonly Judged[],
): Promise<Refusal[]> {
  const taken = judged.filter(({ verdict }) => verdict === 'TAKEN');
  const holders = await readHolders(
    transaction,
    companyId,
    taken.map(({ current }) => current.id),
  );
  return judged.flatMap(({ current, since, verdict }): Refusal[] => {
    switch (verdict) {
      case 'COLLIDES':
        return [new VersionConflict(current, since)];
      case 'WRONG_STATUS':
        return [new WrongStatus(current)];
      case 'TAKEN':
        return [new AlreadyClaimed(current, holders.get(current.id)!)]; // a foreign key says so
      case 'APPLIES':
      case 'NOTHING_TO_DO':
        return [];
    }
  });
}
