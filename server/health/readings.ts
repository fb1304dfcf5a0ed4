import { z } from 'zod';
import { businessDay, type Day } from '../core/business-time.ts';
import { defineQuery, type ClickHouseClient } from '../core/clickhouse.ts';
import type { Company, Context } from '../core/context.ts';
import type { JobState } from '../core/generated/prisma/client.ts';
import { defineStatement } from '../core/postgres.ts';
import { stoppable } from '../core/stoppable.ts';
import type { Position } from '../events/cursor.ts';

const KEEP_MS = 60_000; // a question about a whole column, and its answer hardly ever changes

/** How far the event log has come, and one who hands it out. */
export interface LogReading {
  /** Committed events without a number. */
  unnumbered: number;
  /** Since the oldest of them, in seconds; 0 when there is none. */
  sequencerLagS: number;
  /** Since the oldest event that is not handed out yet, in seconds; 0 when there is none. */
  readerLagS: number;
}

const selectLog = defineStatement<LogReading>('health/event-log');

/** @param position up to where the reader has handed the log out */
export async function readLog(
  { pg }: Pick<Context, 'pg'>,
  position: Pick<Position, 'seq'>,
): Promise<LogReading> {
  const [reading] = await selectLog(pg, [position.seq]);
  return reading!; // it has one row
}

const selectOpenCases = defineStatement<{ company: string; open: number }>('health/open-cases');

/** How many cases are open in each company, most first. */
export function readOpenCases({ pg }: Pick<Context, 'pg'>) {
  return selectOpenCases(pg, []);
}

/** How a job goes in a company. */
export interface RunReading {
  job: string;
  /** Of the newest run. */
  state: JobState;
  /** How long it has been at work, in seconds; 0 when it is not. */
  runningS: number;
  /** When one last ended well, in seconds since 1970; null: never. */
  lastSuccess: number | null;
}

const selectRuns = defineStatement<RunReading>('health/runs');

/** How each job goes in each company. */
export function readRuns({ pg }: Pick<Context, 'pg'>): Promise<RunReading[]> {
  return selectRuns(pg, []);
}

const newestDay = defineQuery('health/newest-day', {
  params: z.object({ database: z.string().min(1), today: z.iso.date() }),
  row: z.object({ day: z.iso.date().nullable() }),
});

interface Kept {
  askedAt: number;
  day: Promise<Day | null>;
}

const NEVER = new AbortController().signal; // the answer is not only for who asks first

/** By the warehouse's database. */
const kept = new WeakMap<ClickHouseClient, Map<string, Kept>>();

/**
 * The newest day of which a company's warehouse has anything, as of a minute ago; null while it is empty.
 *
 * @throws {WarehouseUnavailable} {WarehouseRefused}
 */
export function readNewestDay(
  { clickhouse, now }: Pick<Context, 'clickhouse' | 'now'>,
  { warehouseDatabase: database, timeZone }: Pick<Company, 'warehouseDatabase' | 'timeZone'>,
): Promise<Day | null> {
  const ofWarehouse = kept.get(clickhouse) ?? new Map<string, Kept>();
  kept.set(clickhouse, ofWarehouse);
  const known = ofWarehouse.get(database);
  if (known && now().getTime() - known.askedAt < KEEP_MS) return known.day;
  const today = businessDay(now(), timeZone);
  const day = stoppable(NEVER, () => newestDay(clickhouse, { database, today })).then(
    ([row]) => row!.day, // it has one row
  );
  ofWarehouse.set(database, { askedAt: now().getTime(), day });
  day.catch(() => ofWarehouse.delete(database));
  return day;
}
