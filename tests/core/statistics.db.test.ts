import { beforeAll, describe, expect, it } from 'vitest';
import { Statistics, type CompanyStatistics } from '../../server/core/statistics.ts';
import { createCompany } from '../support/accounts.ts';
import { useTestContext } from '../support/database.ts';

const HOUR = 3_600_000;
const FIRST = Date.parse('2026-01-01T00:00:00Z');
const COUNT = 40_000;

const ctx = useTestContext({ warehouse: true });
let ours: CompanyStatistics;
let theirs: CompanyStatistics;

// One an hour; every tenth is open; half of them are supplier 1's, the others' a hundred suppliers have.
beforeAll(async () => {
  const other = await createCompany(ctx.installation, 'other');
  for (const [company, count] of [
    [ctx.company.id, COUNT],
    [other.id, COUNT / 10],
  ]) {
    await ctx.owner.query(
      'INSERT INTO supplier (company_id, supid) SELECT $1, n FROM generate_series(1, 101) AS n',
      [company],
    );
    await ctx.owner.query(
      `INSERT INTO investigation (id, company_id, event_at, supid, error_id, error_text, stage, identity, source, status)
       SELECT gen_random_uuid(), $1, $2::timestamptz + n * interval '1 hour',
         CASE WHEN n % 2 = 0 THEN 1 ELSE 2 + n % 100 END, 1, 'x', 'y', decode(md5(n::text), 'hex'), 'ROBOT',
         CASE WHEN n % 10 = 0 THEN 'OPEN' ELSE 'RESOLVED' END::investigation_status
       FROM generate_series(0, $3 - 1) AS n`,
      [company, new Date(FIRST), count],
    );
  }
  await ctx.owner.query('ANALYZE investigation');
  await ctx.clickhouse.command({
    query: `INSERT INTO sup_stat.dif_step_1 (dateupd, supid, sku, qty, price) SELECT toDate('2026-01-01') + number % 100, 1, 'a', 1, 1 FROM numbers(5000)`,
  });
  const statistics = new Statistics(ctx.installation);
  await statistics.refresh();
  ours = statistics.of(ctx.company.id);
  theirs = statistics.of(other.id);
});

/** A sample of whole blocks is no more exact than that. */
const about = (rows: number) => ({ from: rows * 0.6, to: rows * 1.7 });

function expectAbout(estimate: number, rows: number) {
  const { from, to } = about(rows);
  expect(estimate).toBeGreaterThanOrEqual(from);
  expect(estimate).toBeLessThanOrEqual(to);
}

describe('What is known of a company’s rows', () => {
  it('is how many it has, whatever others have', () => {
    expectAbout(ours.rows('investigation'), COUNT);
    expectAbout(theirs.rows('investigation'), COUNT / 10);
  });

  it('is how many have a value, also where a partial index has it', () => {
    expectAbout(ours.rowsWith('investigation', 'status', ['OPEN']), COUNT / 10);
    expectAbout(ours.rowsWith('investigation', 'supid', [1]), COUNT / 2);
    expectAbout(ours.rowsWith('investigation', 'status', ['OPEN', 'RESOLVED']), COUNT);
  });

  it('is at least a little of a value that the sample has not met', () => {
    expect(ours.rowsWith('investigation', 'supid', [999_999])).toBeGreaterThan(0);
  });

  it('is how many are between two instants, and those to come', () => {
    const days = (from: number, to: number) =>
      ours.rowsBetween('investigation', 'event_at', FIRST + from * HOUR, FIRST + to * HOUR);
    expectAbout(days(10_000, 20_000), 10_000);
    expectAbout(days(0, Infinity), COUNT);
    expect(days(COUNT + 100, COUNT + 200)).toBeGreaterThan(0);
  });

  it('is the whole of what no index finds: all of it is read', () => {
    expect(ours.rowsWith('investigation', 'stage', ['z'])).toBe(ours.rows('investigation'));
  });

  it('is a great deal of what nothing is known of', () => {
    expect(ours.rows('no_such_table')).toBe(10_000_000);
    expect(theirs.warehouseRows('dif_step_1', -Infinity, Infinity)).toBe(10_000_000);
  });

  it('is how large the warehouse is, by day', () => {
    const day = (text: string) => Date.parse(text);
    expect(ours.warehouseRows('dif_step_1', -Infinity, Infinity)).toBe(5_000);
    expect(ours.warehouseRows('dif_step_1', day('2026-01-11'), day('2026-01-20'))).toBeCloseTo(500);
    expect(ours.warehouseRows('dif_step_1', day('2027-01-11'), day('2027-01-20'))).toBe(0);
  });
});
