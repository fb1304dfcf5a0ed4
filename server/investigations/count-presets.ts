import { defineStatement } from '../core/postgres.ts';
import { AllCases } from './all-cases.ts';
import { seedOf, type FollowedFrom } from './follow.ts';
import type { Reader } from './list.ts';
import { OpenQueue, type OpenCase, type OpenCounts } from './open-queue.ts';
import { QUEUE_PRESETS, rangeOfPreset, type QueuePreset } from './queue-preset.ts';

/** Of more open cases the memory they take is worth more than the time it takes to count them. */
const MAX_KEPT = 100_000;

/** A row of sql/investigations/queue-counts.sql. */
interface CountedPart {
  is_whole: boolean;
  assignee_id: string | null;
  awake: number;
  today: number;
  yesterday: number;
  older: number;
  snoozed: number;
}

/** A row of sql/investigations/follow-open.sql. */
interface OpenRow extends FollowedFrom {
  open: [id: string, eventAt: number, assigneeId: string | null, wakesAt: number | null][] | null;
}

export interface QueueCount {
  preset: QueuePreset;
  count: () => Promise<number>;
}

const AD_HOC = { prepared: false };
const countOpen = defineStatement<CountedPart>('investigations/queue-counts', AD_HOC);
const readOpen = defineStatement<OpenRow>('investigations/follow-open', AD_HOC);
const countAll = defineStatement<{ count: number } & FollowedFrom>(
  'investigations/follow-all',
  AD_HOC,
);

/** How many cases each preset shows now; each is counted when it is asked for. */
export function countPresets(ctx: Reader): QueueCount[] {
  return QUEUE_PRESETS.map((preset) => ({ preset, count: () => countPreset(ctx, preset) }));
}

/** How many cases the preset shows now. */
export async function countPreset(ctx: Reader, preset: QueuePreset): Promise<number> {
  if (preset === 'EVERYTHING') return countEverything(ctx);
  const { awake, today, yesterday, older, snoozed, byAssignee } = await countOpenCases(ctx);
  switch (preset) {
    case 'ALL_OPEN':
      return awake;
    case 'TODAY':
      return today;
    case 'YESTERDAY':
      return yesterday;
    case 'MINE':
      return ctx.actor.id === null ? 0 : (byAssignee.get(ctx.actor.id) ?? 0);
    case 'UNASSIGNED':
      return byAssignee.get(null) ?? 0;
    case 'OLDER_THAN_A_DAY':
      return older;
    case 'SNOOZED':
      return snoozed;
  }
}

/** How many cases there are, whatever became of them. */
export async function countEverything({
  pg,
  company,
  cache,
}: Pick<Reader, 'pg' | 'company' | 'cache'>): Promise<number> {
  const all = await cache.follow(company.id, 'all cases', async () => {
    const [row] = await countAll(pg, [company.id]);
    return seedOf(new AllCases(row!.count), row!); // the statement has one row
  });
  return all.count;
}

/** Everybody's at once, so that one answer is kept whoever asks. */
async function countOpenCases(ctx: Reader): Promise<OpenCounts> {
  const { pg, company, cache, now } = ctx;
  const key = `open queue ${company.timeZone}`;
  const queue = await cache.follow(company.id, key, async () => {
    const [row] = await readOpen(pg, [company.id, MAX_KEPT]);
    return seedOf(new OpenQueue(row!.open && casesOf(row!.open), company.timeZone), row!); // as above
  });
  return queue.counts(now()) ?? countAnew(ctx);
}

function casesOf(rows: NonNullable<OpenRow['open']>): Map<string, OpenCase> {
  return new Map(
    rows.map(([id, eventAt, assigneeId, wakesAt]) => [
      id,
      { eventAt, assigneeId, wakesAt: wakesAt === -1 ? Infinity : wakesAt },
    ]),
  );
}

/** The same by the database, of however many; kept for as long as nothing changes. */
export function countAnew({ pg, company, cache, now }: Reader): Promise<OpenCounts> {
  const at = now();
  const range = (preset: QueuePreset) => rangeOfPreset(preset, at, company.timeZone);
  const today = range('TODAY');
  const bounds = [today.from, today.to, range('YESTERDAY').from, range('OLDER_THAN_A_DAY').to];
  return cache.get(company.id, `queue counts ${JSON.stringify(bounds)}`, async () => {
    const parts = await countOpen(pg, [company.id, at, ...bounds]);
    const whole = parts.find((part) => part.is_whole)!; // the empty grouping set has a row over nothing too
    const held = parts.filter((part) => !part.is_whole && part.awake > 0);
    const byAssignee = new Map(held.map((part) => [part.assignee_id, part.awake]));
    const { awake, today: ofToday, yesterday, older, snoozed } = whole;
    return { awake, today: ofToday, yesterday, older, snoozed, byAssignee };
  });
}
