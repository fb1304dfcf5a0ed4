import type { QueueFilter } from './filter.ts';
import { defineInvestigationStatement } from './investigation.ts';
import { countInvestigations, readPage, type Reader } from './list.ts';
import {
  cutPage,
  readPageArgs,
  type InvestigationPage,
  type Listed,
  type PageRequest,
} from './page.ts';
import { constraintsOfPreset, type QueuePreset, type TimeRange } from './queue-preset.ts';
import type { Sort } from './sort.ts';

const readQueue = defineInvestigationStatement('queue-page');

/** A longer page is not worth the memory. */
const MAX_KEPT = 50;

/** Above every id; with an endless instant it is the place before the newest case. */
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

export interface QueueArgs {
  preset: QueuePreset;
  filter?: QueueFilter | null | undefined;
  sort?: Sort | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}

/**
 * A page of the queue: what the preset shows of it, newest first unless asked otherwise.
 *
 * @throws {InvalidInput} for a size out of range, a broken cursor or a filter that makes no sense
 */
export async function listQueue(
  ctx: Reader,
  { preset, filter, sort, ...page }: QueueArgs,
): Promise<InvestigationPage> {
  const request = readPageArgs(page, ctx.now(), sort ?? 'NEWEST');
  const scope = { preset, filter };
  const plainRange = filter || request.sort !== 'NEWEST' ? null : plainRangeOf(ctx, preset);
  const rows = await (plainRange
    ? readPlainQueue(ctx, plainRange, request)
    : readPage(ctx, scope, request));
  return cutPage(rows, request, () => countInvestigations(ctx, scope));
}

/** The instants of a preset that asks no more than to be open and awake; null of any other. */
function plainRangeOf({ now, company }: Reader, preset: QueuePreset): TimeRange | null {
  const { range, snoozed, assignee } = constraintsOfPreset(preset, now(), company.timeZone);
  return snoozed === false && assignee === null ? range : null;
}

/**
 * The usual page, by a statement whose plan Postgres keeps. Many look at the same one, and all of them
 * anew when something changes, so that a page is read once and kept until the next change.
 */
function readPlainQueue(
  { pg, company, cache, now }: Reader,
  { from, to }: TimeRange,
  { size, from: place }: PageRequest,
): Promise<Listed[]> {
  const read = async () => {
    const rows = await readQueue(pg, [company.id, now(), ...bounds]);
    return rows.map((investigation) => ({ investigation, lead: 0 }));
  };
  const bounds = [
    from ?? '-infinity',
    to ?? 'infinity',
    place?.at ?? 'infinity',
    place?.id ?? LAST_ID,
    size + 1,
  ];
  if (size > MAX_KEPT) return read();
  return cache.get(company.id, `queue page ${JSON.stringify(bounds)}`, read);
}
