import type { CompanyContext } from '../core/context.ts';
import { defineStatement } from '../core/postgres.ts';
import type { InvestigationFilter } from './filter.ts';
import { defineInvestigationStatement } from './investigation.ts';
import { countInvestigations, readPage } from './list.ts';
import { cutPage, readPageArgs, type InvestigationPage, type PageRequest } from './page.ts';
import { QUEUE_PRESETS, rangeOfPreset, type QueuePreset, type TimeRange } from './queue-preset.ts';

type Reader = Pick<CompanyContext, 'pg' | 'company' | 'cache' | 'now'>;

const readQueue = defineInvestigationStatement('queue-page');
const countQueue = defineStatement<Record<QueuePreset, number>>('investigations/queue-counts');

/** Above every id; with an endless instant it is the place before the newest case. */
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

export interface QueueArgs {
  preset: QueuePreset;
  filter?: InvestigationFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}

/**
 * A page of the queue: what is open and not snoozed, newest first.
 *
 * @throws {InvalidInput} for a size out of range or a broken cursor
 */
export async function listQueue(ctx: Reader, args: QueueArgs): Promise<InvestigationPage> {
  const { preset, filter, first, after } = args;
  const now = ctx.now();
  const request = readPageArgs({ first, after });
  const range = rangeOfPreset(preset, now, ctx.company.timeZone);
  const scope = { filter: openOnly(filter ?? {}), range, awakeAt: now };
  const rows = filter
    ? await readPage(ctx, scope, request)
    : await readQueue(ctx.pg, queueValues(ctx, now, range, request));
  return cutPage(rows, request, () => countInvestigations(ctx, scope));
}

export interface QueueCount {
  preset: QueuePreset;
  count: number;
}

/** How many cases each preset shows now. */
export function countPresets({ pg, company, cache, now }: Reader): Promise<QueueCount[]> {
  const at = now();
  const range = (preset: QueuePreset) => rangeOfPreset(preset, at, company.timeZone);
  const today = range('TODAY');
  const bounds = [today.from, today.to, range('YESTERDAY').from, range('OLDER_THAN_A_DAY').to];
  return cache.get(company.id, `queue counts ${JSON.stringify(bounds)}`, async () => {
    const [counts] = await countQueue(pg, [company.id, at, ...bounds]);
    return QUEUE_PRESETS.map((preset) => ({ preset, count: counts![preset] })); // an aggregate has one row
  });
}

function queueValues(
  { company }: Reader,
  now: Date,
  { from, to }: TimeRange,
  { size, from: place }: PageRequest,
): unknown[] {
  return [
    company.id,
    now,
    from ?? '-infinity',
    to ?? 'infinity',
    place?.eventAt ?? 'infinity',
    place?.id ?? LAST_ID,
    size + 1,
  ];
}

/** A filter may ask for other statuses too; the queue has none of them. */
function openOnly(filter: InvestigationFilter): InvestigationFilter {
  const { status } = filter;
  return { ...filter, status: !status || status.includes('OPEN') ? ['OPEN'] : [] };
}
