import type pg from 'pg';
import { beforeAll, expect, it } from 'vitest';
import { defineStatement, inTransaction } from '../../server/core/postgres.ts';
import { identityOfReport } from '../../server/investigations/identity.ts';
import { logInvestigationEvents } from '../../server/investigations/log-investigations.ts';
import { useTestContext } from '../support/database.ts';
import { openBackfilled } from './backfilled.ts';
import { failure } from './make.ts';

const CASES = 3_000;
const claim = defineStatement<{ id: string }>('investigations/claim');
const ctx = useTestContext();
const reports = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => failure({ supplierId: from + i }));

beforeAll(async () => {
  await ctx.owner.query('ALTER TABLE investigation SET (autovacuum_enabled = off)');
  for (let from = 1; from < CASES; from += 1_000) {
    await logInvestigationEvents(ctx, reports(from, from + 1_000));
  }
});

/** How many cases Postgres has looked at in this transaction. */
async function casesRead(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `SELECT (seq_tup_read + idx_tup_fetch)::int AS count
     FROM pg_stat_xact_user_tables
     WHERE relname = 'investigation'`,
  );
  return rows[0]?.count ?? 0;
}

/** As in a new installation, where Postgres would rather read all of a company than each case by its index. */
it('reports that are known are looked up one by one, also where the table was never analyzed', async () => {
  await inTransaction(ctx.pg, async (client) => {
    const before = await casesRead(client);
    const batch = reports(CASES - 10, CASES + 10);
    const results = await logInvestigationEvents({ ...ctx, pg: client as never }, batch);
    expect(results.filter((result) => 'duplicate' in result && result.duplicate)).toHaveLength(11);
    expect((await casesRead(client)) - before).toBeLessThan(3 * batch.length);
  });
});

it('so are those that take over what was backfilled', async () => {
  await ctx.owner.query('ANALYZE investigation');
  await inTransaction(ctx.pg, async (client) => {
    const report = { ...failure({ supplierId: 1 }), errorId: 4, eventAt: '2026-11-20T07:00:00Z' };
    await openBackfilled(client, ctx.company, report);
    const { rows } = await client.query<{ id: string }>(
      "SELECT id FROM investigation WHERE source = 'BACKFILL'",
    );
    const key = { ...report, second: Date.parse(report.eventAt) / 1000 };
    const identity = identityOfReport({ ...key, filePath: null, idempotencyKey: null });
    const before = await casesRead(client);
    const claimed = await claim(client, [
      ctx.company.id,
      ctx.company.timeZone,
      rows.map(({ id }) => id),
      [identity],
      [report.eventAt],
      [report.supplierId],
      [report.errorId],
      [report.errorText],
      [report.stage],
      [null],
      [null],
    ]);
    expect(claimed).toHaveLength(1);
    expect((await casesRead(client)) - before).toBeLessThan(10);
  });
});
