import { v7 as uuidv7 } from 'uuid';
import { addDays, dayOfDate, type Day } from '../core/business-time.ts';
import type { CompanyContext } from '../core/context.ts';
import type { JobResult, ReportProgress } from '../core/jobs.ts';
import { defineStatement, inTransaction, type Queryable } from '../core/postgres.ts';
import { isPlausible, missingFailures, type MissingFailure } from './missing-failures.ts';
import { failureDays, failures, type WarehouseFailure } from './queries.ts';

const OVERLAP_DAYS = 2; // the warehouse's loader may be late
const BEGINNING: Day = '1970-01-01';
const FAILURES_PER_READ = 20_000; // bounds memory
const ROWS_PER_WRITE = 2_000; // robots wait while a write is on its way: some 100 ms
const STAGE = 'consolidate'; // the one that writes the warehouse's failures

const lockExclusive = defineStatement('investigations/lock-exclusive');
const countKnown = defineStatement<{ known: number }>('investigations/count-known');
const open = defineStatement('investigations/open');

/**
 * Opens an investigation for every failure that the warehouse has and Pricelens has not, from its
 * watermark less two days (the first time: from the beginning) to the end of the day before `forDate`.
 *
 * It adds what is missing by count, so it may run twice, late, or again after a crash in the middle;
 * and under a lock that robots share, so that a report and its row in the warehouse, written at the
 * same moment, make one investigation.
 */
export async function backfill(
  ctx: CompanyContext,
  forDate: Day,
  report: ReportProgress,
): Promise<JobResult> {
  const range = { from: await firstDay(ctx), to: forDate };
  const days = await failureDays(ctx.clickhouse, { database: database(ctx), ...range });
  const total: Tally = { read: 0, opened: 0, implausible: 0 };
  for (const part of readableParts(days)) {
    add(total, await backfillDays(ctx, part));
    await report(`Read the failures up to ${addDays(part.to, -1)}: ${describe(total)}.`);
  }
  const newest = days.at(-1)?.date;
  if (newest) await moveWatermark(ctx, newest);
  const span = newest ? `from ${days[0]!.date} to ${newest}` : `before ${forDate}`;
  return { rows: total.opened, summary: `Of the failures ${span}: ${describe(total)}.` };
}

interface DayRange {
  /** Included. */
  from: Day;
  /** Not included. */
  to: Day;
}

interface Tally {
  read: number;
  opened: number;
  implausible: number;
}

const database = ({ company }: CompanyContext) => company.warehouseDatabase;

async function firstDay({ db, company }: CompanyContext): Promise<Day> {
  const watermark = await db.backfillWatermark.findUnique({ where: { companyId: company.id } });
  return watermark ? addDays(dayOfDate(watermark.throughDate), 1 - OVERLAP_DAYS) : BEGINNING;
}

/** Never back: a run for an earlier day reads nothing that a later one has not read. */
async function moveWatermark({ pg, company }: CompanyContext, through: Day): Promise<void> {
  await pg.query(
    `INSERT INTO backfill_watermark (company_id, through_date) VALUES ($1, $2)
     ON CONFLICT (company_id) DO UPDATE
     SET through_date = greatest(backfill_watermark.through_date, excluded.through_date)`,
    [company.id, through],
  );
}

/** Days bundled so that each bundle is read at once: as many as hold FAILURES_PER_READ, at least one. */
function readableParts(days: readonly { date: Day; failures: number }[]): DayRange[] {
  const parts: DayRange[] = [];
  let held = Infinity;
  for (const { date, failures: count } of days) {
    held += count;
    const to = addDays(date, 1);
    const last = parts.at(-1);
    if (last && held <= FAILURES_PER_READ) last.to = to;
    else {
      parts.push({ from: date, to });
      held = count;
    }
  }
  return parts;
}

async function backfillDays(ctx: CompanyContext, { from, to }: DayRange): Promise<Tally> {
  const { timeZone } = ctx.company;
  const rows = await failures(ctx.clickhouse, { database: database(ctx), from, to, timeZone });
  const plausible = rows.filter(isPlausible);
  let opened = 0;
  for (let start = 0; start < plausible.length; start += ROWS_PER_WRITE) {
    opened += await openMissing(ctx, plausible.slice(start, start + ROWS_PER_WRITE));
  }
  const read = sum(rows);
  return { read, opened, implausible: read - sum(plausible) };
}

/** Opens what is missing of some failures, in one short transaction. */
async function openMissing(
  ctx: CompanyContext,
  rows: readonly WarehouseFailure[],
): Promise<number> {
  const opened = await inTransaction(ctx.pg, async (transaction) => {
    await lockExclusive(transaction, [ctx.company.id]);
    const missing = await findMissing(transaction, ctx, rows);
    if (missing.length > 0) await openCases(transaction, ctx, missing);
    return missing.length;
  });
  if (opened > 0) {
    ctx.cache.invalidate(ctx.company.id);
    ctx.eventsAppended();
  }
  return opened;
}

async function findMissing(
  transaction: Queryable,
  { company }: CompanyContext,
  rows: readonly WarehouseFailure[],
): Promise<MissingFailure[]> {
  const known = await countKnown(transaction, [
    company.id,
    company.timeZone,
    rows.map(({ supid }) => supid),
    rows.map(({ error_id }) => error_id),
    rows.map(({ second }) => new Date(second * 1000)),
  ]);
  return rows.flatMap((row, i) => missingFailures(row, known[i]!.known)); // a count for each row
}

async function openCases(
  transaction: Queryable,
  { company, actor }: CompanyContext,
  missing: readonly MissingFailure[],
): Promise<void> {
  const nothing = missing.map(() => null);
  await open(transaction, [
    company.id,
    'BACKFILL',
    null,
    missing.map(() => uuidv7()),
    missing.map(({ identity }) => identity),
    missing.map(({ eventAt }) => eventAt),
    missing.map(({ supplierId }) => supplierId),
    missing.map(({ errorId }) => errorId),
    missing.map(({ errorText }) => errorText),
    missing.map(() => STAGE),
    nothing, // file paths and extra are for robots to tell
    nothing,
    missing.map(() => actor.name),
    missing.map(() => actor.id),
  ]);
}

const sum = (rows: readonly WarehouseFailure[]) =>
  rows.reduce((total, row) => total + row.failures, 0);

function add(total: Tally, part: Tally): void {
  total.read += part.read;
  total.opened += part.opened;
  total.implausible += part.implausible;
}

function describe({ read, opened, implausible }: Tally): string {
  const left = implausible > 0 ? `, ${implausible} left out as implausible` : '';
  return `${read} read, ${opened} opened${left}`;
}
