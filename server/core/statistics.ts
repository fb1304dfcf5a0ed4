import type pg from 'pg';
import type { Context } from './context.ts';
import { DomainError } from './errors.ts';
import { readStatement } from './postgres.ts';
import { warehouseSizes, type WarehouseSize, type WarehouseTable } from './warehouse-statistics.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const REFRESH_MS = 120_000;
/** As many rows of a table are looked at, in whole blocks that Postgres picks. */
const SAMPLE_ROWS = 10_000;
/** Of what nothing is known. */
const UNKNOWN_ROWS = 10_000_000;
/** What was not seen once in n rows is at most 3/n of all, 19 times of 20. */
const UNSEEN = 3;

type Source = Pick<Context, 'pg' | 'clickhouse' | 'log'>;

/** How the rows of a company's column are spread. */
type Spread =
  | { kind: 'values'; shares: Map<string, number>; other: number }
  /** Instants that cut the rows into parts of equal size, in milliseconds since 1970. */
  | { kind: 'times'; bounds: number[] };

interface TableStatistics {
  rows: number;
  /** By company: its share of the rows. */
  shares: Map<number, number>;
  /** By company and column, of the columns that lead an index: others save no row from being read. */
  spreads: Map<string, Spread>;
}

/** What is known of how many rows a company has, and how many of them a condition would touch. */
export interface CompanyStatistics {
  rows: (table: string) => number;
  /** With one of the values in the column; null stands for none. */
  rowsWith: (table: string, column: string, values: readonly unknown[]) => number;
  /** From one instant to another, in milliseconds since 1970; of a day its midnight in UTC. */
  rowsBetween: (table: string, column: string, from: number, to: number) => number;
  /** Of a table of the warehouse, from one day to another. */
  warehouseRows: (table: WarehouseTable, from: number, to: number) => number;
}

/**
 * How large tables are and how their rows are spread, kept in memory and looked at anew every other
 * minute, so that an estimate asks nothing.
 *
 * Sizes are the planner's (pg_class, and as the planner does by the table's present length). How columns
 * are spread is sampled here: pg_stats hides whatever row-level security guards, and knows of no company.
 */
export class Statistics {
  readonly #source: Source;
  #tables = new Map<string, TableStatistics>();
  readonly #warehouse = new Map<number, ReadonlyMap<WarehouseTable, WarehouseSize>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(source: Source) {
    this.#source = source;
  }

  /** Looks now, and then every other minute until it is stopped. */
  async start(): Promise<void> {
    await this.refresh();
    this.#timer = setInterval(() => void this.#refreshAgain(), REFRESH_MS);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async refresh(): Promise<void> {
    const { pg } = this.#source;
    const tables = new Map<string, TableStatistics>();
    for (const table of await readTables(pg)) tables.set(table.name, await sample(pg, table));
    this.#tables = tables;
    const { rows: companies } = await pg.query<{ id: number; database: string }>(
      'SELECT id, warehouse_database AS database FROM company ORDER BY id',
    );
    for (const { id, database } of companies) await this.#refreshWarehouse(id, database);
  }

  of(companyId: number): CompanyStatistics {
    const rows = (name: string) => {
      const table = this.#tables.get(name);
      if (!table) return UNKNOWN_ROWS;
      return table.rows * (table.shares.get(companyId) ?? smallShare(table));
    };
    const spread = (name: string, column: string) =>
      this.#tables.get(name)?.spreads.get(`${companyId} ${column}`);
    return {
      rows,
      rowsWith: (table, column, values) => {
        const known = spread(table, column);
        if (known?.kind !== 'values') return rows(table);
        const share = ofEach(values, (value) => known.shares.get(String(value)) ?? known.other);
        return rows(table) * Math.min(share, 1);
      },
      rowsBetween: (table, column, from, to) =>
        rows(table) * shareBetween(spread(table, column), from, to),
      warehouseRows: (table, from, to) => {
        const known = this.#warehouse.get(companyId)?.get(table);
        return known ? known.rows * shareOfDays(known, from, to) : UNKNOWN_ROWS;
      },
    };
  }

  async #refreshWarehouse(companyId: number, database: string): Promise<void> {
    const { clickhouse, log } = this.#source;
    try {
      this.#warehouse.set(companyId, await warehouseSizes(clickhouse, database));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error; // what was known of it stays
      log.info({ err: error, database }, 'the warehouse does not tell how large it is');
    }
  }

  async #refreshAgain(): Promise<void> {
    try {
      await this.refresh();
    } catch (error) {
      this.#source.log.warn({ err: error }, 'table statistics are not renewed; the old ones stay');
    }
  }
}

function shareBetween(spread: Spread | undefined, from: number, to: number): number {
  if (spread?.kind !== 'times') return 1;
  const { bounds } = spread;
  const parts = bounds.slice(1).filter((end, i) => end >= from && bounds[i]! <= to);
  return parts.length / (bounds.length - 1);
}

/** As if every day had as many; the day is the least that the warehouse reads. */
function shareOfDays({ first, last }: WarehouseSize, from: number, to: number): number {
  const days = Math.min(to, last) - Math.max(from, first) + DAY_MS;
  return Math.min(Math.max(days, 0) / (last - first + DAY_MS), 1);
}

const ofEach = <T>(values: readonly T[], size: (value: T) => number) =>
  values.reduce((sum, value) => sum + size(value), 0);

/** The share of a company that the sample has not met. */
const smallShare = ({ rows }: TableStatistics) =>
  UNSEEN / Math.max(Math.min(rows, SAMPLE_ROWS), UNSEEN);

interface Table {
  name: string;
  rows: number;
  columns: { name: string; isTime: boolean }[];
}

const tablesStatement = readStatement('core/table-sizes');

async function readTables(db: pg.Pool): Promise<Table[]> {
  const { rows } = await db.query<Table>(tablesStatement);
  return rows;
}

/** Names come from the catalogue, as it would write them in SQL itself. */
async function sample(db: pg.Pool, { name, rows, columns }: Table): Promise<TableStatistics> {
  const percent = Math.min(100, (100 * SAMPLE_ROWS) / Math.max(rows, 1));
  const from = `${name} TABLESAMPLE SYSTEM (${percent})`;
  const { rows: counts } = await db.query<{ company: number; rows: number }>(
    `SELECT company_id AS company, count(*)::int AS rows FROM ${from} GROUP BY company_id`,
  );
  const total = ofEach(counts, (count) => count.rows);
  const shares = new Map(counts.map((count) => [count.company, count.rows / total]));
  const spreads = new Map<string, Spread>();
  for (const column of columns) {
    const found = column.isTime
      ? await times(db, column.name, from)
      : await values(db, column.name, from);
    for (const [company, spread] of found) spreads.set(`${company} ${column.name}`, spread);
  }
  return { rows, shares, spreads };
}

async function times(db: pg.Pool, column: string, from: string): Promise<[number, Spread][]> {
  const { rows } = await db.query<{ company: number; bounds: number[] }>(
    `SELECT company_id AS company, percentile_disc(ARRAY(SELECT n / 100.0 FROM generate_series(0, 100) n))
       WITHIN GROUP (ORDER BY (extract(epoch FROM ${column}) * 1000)::float8) AS bounds
     FROM ${from} WHERE isfinite(${column}) GROUP BY company_id`,
  );
  return rows.map(({ company, bounds }) => {
    // what is newer than the sample is there as well
    const open = [...bounds.slice(0, -1), Infinity];
    return [company, { kind: 'times', bounds: open }];
  });
}

async function values(db: pg.Pool, column: string, from: string): Promise<[number, Spread][]> {
  const { rows } = await db.query<{
    company: number;
    value: string | null;
    rows: number;
    total: number;
  }>(
    `SELECT company, value, rows, total::int
     FROM (SELECT company_id AS company, ${column}::text AS value, count(*)::int AS rows,
             sum(count(*)) OVER company AS total,
             row_number() OVER (PARTITION BY company_id ORDER BY count(*) DESC) AS place
           FROM ${from} GROUP BY company_id, ${column} WINDOW company AS (PARTITION BY company_id)) AS counted
     WHERE place <= 100`,
  );
  return [...Map.groupBy(rows, ({ company }) => company)].map(([company, found]) => {
    const [{ total }] = found as [(typeof found)[0]]; // a group has one at least
    const shares = new Map(found.map((one) => [String(one.value), one.rows / total]));
    const least = found.length === 100 ? Math.min(...shares.values()) : 0;
    return [
      company,
      { kind: 'values', shares, other: Math.max(least, Math.min(1, UNSEEN / total)) },
    ];
  });
}
