import { once } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { inTransaction, readStatement } from '../../server/core/postgres.ts';
import { backfill } from '../../server/investigations/backfill.ts';
import {
  logInvestigationEvent,
  logInvestigationEvents,
} from '../../server/investigations/log-investigations.ts';
import { readDashboard } from '../../server/investigations/read-dashboard.ts';
import { IdempotencyConflict } from '../../server/investigations/record-failures.ts';
import { addNote } from '../../server/investigations/work.ts';
import { jobActor } from '../../server/jobs/carry-out.ts';
import { emptyDatabase, useTestContext } from '../support/database.ts';
import { hasRealInput, loadRealInput } from '../support/real-input.ts';
import { emptyWarehouse, insertFailures } from '../support/warehouse-rows.ts';
import { openBackfilled } from './backfilled.ts';
import { failure } from './make.ts';

const TODAY = '2026-11-21'; // so that yesterday is the day of make.ts
const ctx = useTestContext({ warehouse: true });
beforeEach(async () => {
  await emptyDatabase(ctx);
  await emptyWarehouse(ctx.clickhouse);
});

const run = (forDate = TODAY, company = ctx.company) =>
  backfill(
    { ...ctx, company, actor: jobActor('backfill-investigations') },
    forDate,
    async () => undefined,
  );

/** A row of the warehouse for the failure of make.ts: its clock time in Moscow, in whole seconds. */
const row = (changes: object = {}) => ({
  dt: '2026-11-20 10:00:00',
  supid: 17,
  error_id: 3,
  ...changes,
});
const warehouseHas = (...rows: ReturnType<typeof row>[]) => insertFailures(ctx.clickhouse, rows);

const log = async (changes: object = {}) => {
  const result = await logInvestigationEvent(ctx, failure(changes));
  if (result instanceof Error) throw result;
  return result;
};
const all = () => ctx.db.investigation.findMany({ orderBy: [{ eventAt: 'asc' }, { id: 'asc' }] });
const kinds = async () =>
  (await ctx.db.event.findMany({ orderBy: { id: 'asc' } })).map(({ kind }) => kind);

describe('the backfill', () => {
  it('opens what the warehouse has, by the clock in the business time zone', async () => {
    await ctx.clickhouse.insert({
      table: 'sup_stat.error_list',
      values: [{ id: 3, error_text: 'PRICE_COLUMN_NOT_FOUND' }],
      format: 'JSONEachRow',
    });
    await warehouseHas(row());
    expect(await run()).toMatchObject({ rows: 1 });
    expect(await all()).toMatchObject([
      {
        eventAt: new Date('2026-11-20T07:00:00Z'),
        supplierId: 17,
        errorId: 3,
        errorText: 'PRICE_COLUMN_NOT_FOUND',
        stage: 'consolidate',
        filePath: null,
        source: 'BACKFILL',
        status: 'OPEN',
      },
    ]);
    expect(await ctx.db.event.findMany()).toMatchObject([
      { kind: 'investigation.opened', actor: 'job backfill-investigations' },
    ]);
  });

  it('opens nothing the second time', async () => {
    await warehouseHas(row(), row(), row({ supid: 18 }));
    expect((await run()).rows).toBe(3);
    expect((await run()).rows).toBe(0);
    expect(await all()).toHaveLength(3);
  });

  it('takes equal rows for separate failures, and adds those that come later', async () => {
    await warehouseHas(row(), row());
    await run();
    await warehouseHas(row());
    expect((await run()).rows).toBe(1);
    expect(await all()).toHaveLength(3);
  });

  it('leaves today for tomorrow', async () => {
    await warehouseHas(row({ dt: '2026-11-20 23:59:59' }), row({ dt: '2026-11-21 00:00:00' }));
    expect((await run()).rows).toBe(1);
    expect((await run('2026-11-22')).rows).toBe(1);
  });

  it('looks again at the last two days it has read, and at none before', async () => {
    await warehouseHas(row());
    await run();
    await warehouseHas(row({ dt: '2026-11-19 10:00:00' }), row({ dt: '2026-11-18 10:00:00' }));
    expect((await run()).rows).toBe(1);
  });

  it('makes up for days on which it did not run, however many', async () => {
    await warehouseHas(row());
    await run();
    await warehouseHas(row({ dt: '2026-12-01 10:00:00' }), row({ dt: '2026-12-09 10:00:00' }));
    expect((await run('2026-12-10')).rows).toBe(2);
  });

  it('for an earlier day moves nothing back', async () => {
    await warehouseHas(row());
    await run();
    expect((await run('2026-11-10')).rows).toBe(0);
    expect(await ctx.db.backfillWatermark.findMany()).toMatchObject([
      { throughDate: new Date('2026-11-20') },
    ]);
  });

  it('finds nothing in an empty warehouse, and everything once it is filled', async () => {
    expect((await run()).rows).toBe(0);
    await warehouseHas(row({ dt: '2024-01-01 10:00:00' }));
    expect((await run()).rows).toBe(1);
  });

  it('calls an unknown error by its number and cuts a long text with a mark', async () => {
    const error_text = 'x'.repeat(200);
    await ctx.clickhouse.insert({
      table: 'sup_stat.error_list',
      values: [{ id: 4, error_text }],
      format: 'JSONEachRow',
    });
    await warehouseHas(row({ error_id: 9 }), row({ error_id: 4, supid: 18 }));
    await run();
    const texts = new Map((await all()).map(({ errorId, errorText }) => [errorId, errorText]));
    expect(texts.get(9)).toBe('error 9');
    expect(texts.get(4)).toBe(`${'x'.repeat(127)}…`);
  });

  it('counts what cannot be a failure instead of failing', async () => {
    await warehouseHas(
      row({ supid: 3_000_000_000 }),
      row({ error_id: 3_000_000_000 }),
      row({ dt: '1970-01-01 00:00:00' }),
      row(),
    );
    const { rows, summary } = await run();
    expect(rows).toBe(1);
    expect(summary).toContain('3 left out as implausible');
  });
});

describe('a robot and the warehouse tell of one failure', () => {
  it('the robot first', async () => {
    const { investigation } = await log();
    await warehouseHas(row());
    expect((await run()).rows).toBe(0);
    expect(await all()).toMatchObject([{ id: investigation.id, source: 'ROBOT' }]);
  });

  it('the warehouse first: the robot adds what it knows and opens nothing', async () => {
    await warehouseHas(row());
    await run();
    const claim = await log({ filePath: 'mail_backup/17.csv', extra: { row: 17 } });
    expect(claim).toMatchObject({
      duplicate: true,
      investigation: {
        eventAt: '2026-11-20T07:00:00.123456Z',
        errorText: 'PRICE_COLUMN_NOT_FOUND',
        stage: 'load_mail',
        filePath: 'mail_backup/17.csv',
        extra: { row: 17 },
        source: 'ROBOT',
        version: 2,
      },
    });
    expect(await all()).toHaveLength(1);
    expect(await kinds()).toEqual(['investigation.opened', 'investigation.claimed']);
  });

  it('and a retry after a claim claims nothing more', async () => {
    await warehouseHas(row(), row());
    await run();
    const key = { idempotencyKey: 'load 1' };
    const claim = await log(key);
    expect(await log(key)).toEqual({ ...claim, duplicate: true });
    expect((await all()).map(({ source }) => source).sort()).toEqual(['BACKFILL', 'ROBOT']);
    expect((await run()).rows).toBe(0);
  });

  it('the warehouse once and robots twice: one case each for what the robots tell apart', async () => {
    await warehouseHas(row());
    await run();
    expect((await log({ filePath: 'a.csv' })).duplicate).toBe(true);
    expect((await log({ filePath: 'b.csv' })).duplicate).toBe(false);
    expect((await run()).rows).toBe(0);
  });

  it('what people did with the case stays', async () => {
    await warehouseHas(row());
    await run();
    const [opened] = await all();
    await addNote(ctx, { id: opened!.id, version: 1, note: 'Asked the supplier.' });
    expect((await log()).investigation).toMatchObject({ note: 'Asked the supplier.', version: 3 });
  });

  it('a failure of another second, error or supplier claims nothing', async () => {
    await warehouseHas(row());
    await run();
    const others = [
      { eventAt: '2026-11-20T10:00:01+03:00' },
      { errorId: 4 },
      { supplierId: 18 },
      { eventAt: '2026-11-20T11:00:00+03:00' },
    ];
    for (const other of others) expect((await log(other)).duplicate).toBe(false);
  });

  it('at the same moment, each time', async () => {
    const seconds = Array.from({ length: 20 }, (_, i) => String(10 + i));
    await warehouseHas(...seconds.map((second) => row({ dt: `2026-11-20 10:00:${second}` })));
    await Promise.all([
      run(),
      run(),
      ...seconds.map((second) => log({ eventAt: `2026-11-20T10:00:${second}.5+03:00` })),
    ]);
    expect(await all()).toHaveLength(20);
    await run();
    expect(await all()).toHaveLength(20);
  });

  it('at the same moment: the robot waits for the warehouse, and sees what it has written', async () => {
    const { promise: locked, resolve: tell } = Promise.withResolvers<void>();
    const { promise: goOn, resolve: release } = Promise.withResolvers<void>();
    const backfilling = inTransaction(ctx.pg, async (client) => {
      await client.query(readStatement('investigations/lock-exclusive').text, [ctx.company.id]);
      tell();
      await goOn;
      await openBackfilled(client, ctx.company, { ...failure(), eventAt: '2026-11-20T07:00:00Z' });
    });
    await locked;
    const logging = log();
    await vi.waitFor(async () => {
      const { rows } = await ctx.owner.query(
        `SELECT FROM pg_stat_activity
         WHERE datname = current_database()
           AND wait_event = 'advisory'
           AND query LIKE '%open_investigations%'`,
      );
      expect(rows).toHaveLength(1);
    });
    release();
    await backfilling;
    expect(await logging).toMatchObject({ duplicate: true });
    expect(await kinds()).toEqual(['investigation.opened', 'investigation.claimed']);
  });

  it('in a batch beside others: each is answered for itself, in order', async () => {
    await warehouseHas(row());
    await run();
    await log({ errorId: 4, idempotencyKey: 'known' });
    const results = await logInvestigationEvents(ctx, [
      failure({ errorId: 5 }),
      failure(),
      failure({ errorId: 4, idempotencyKey: 'known' }),
      failure({ errorId: 6, idempotencyKey: 'known' }),
      failure(),
      failure({ errorId: 5 }),
    ]);
    expect(results).toEqual([
      expect.objectContaining({ duplicate: false }),
      expect.objectContaining({ duplicate: true }),
      expect.objectContaining({ duplicate: true }),
      expect.any(IdempotencyConflict),
      expect.objectContaining({ duplicate: true }),
      expect.objectContaining({ duplicate: true }),
    ]);
    expect(await all()).toHaveLength(3);
    expect((await kinds()).toSorted()).toEqual([
      'investigation.claimed',
      'investigation.opened',
      'investigation.opened',
      'investigation.opened',
    ]);
  });

  it('in a batch that Postgres refuses: nothing of it is written', async () => {
    await warehouseHas(row());
    await run();
    await ctx.owner.query(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = 'admin_shutdown'; END $$;
      CREATE TRIGGER refuse BEFORE UPDATE ON investigation
      FOR EACH ROW EXECUTE FUNCTION refuse()`);
    try {
      const batch = [failure({ errorId: 5 }), failure()];
      await expect(logInvestigationEvents(ctx, batch)).rejects.toThrow('refused');
      expect(await all()).toHaveLength(1);
    } finally {
      await ctx.owner.query('DROP FUNCTION refuse CASCADE');
    }
  });

  it('and many robots at once take over one case each', async () => {
    await warehouseHas(...Array.from({ length: 10 }, () => row()));
    await run();
    // each a batch of its own: single calls would be collected into one transaction
    const claims = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        logInvestigationEvents(ctx, [failure({ filePath: `${i}.csv` })]),
      ),
    );
    const claimed = claims.flat().flatMap((claim) => (claim instanceof Error ? [] : [claim]));
    expect(claimed.every(({ duplicate }) => duplicate)).toBe(true);
    const ids = claimed.map(({ investigation }) => investigation.id);
    expect(new Set(ids).size).toBe(10);
  });
});

it.each(['lock-shared', 'lock-exclusive'])(
  'a process that is frozen under %s holds backfill and robots up for 3 s',
  async (lock) => {
    await warehouseHas(row());
    const { promise: locked, resolve: tell } = Promise.withResolvers<void>();
    const frozen = inTransaction(ctx.pg, async (client) => {
      const { text } = readStatement(`investigations/${lock}`);
      await client.query(text, text.includes('$1') ? [ctx.company.id] : []);
      tell();
      await once(client, 'end'); // it sends nothing more
    });
    const cut = expect(frozen).rejects.toThrow();
    await locked;
    const start = performance.now();
    await Promise.all([run(), log({ errorId: 4 })]);
    expect(performance.now() - start).toBeLessThan(15_000); // else 30 s
    await cut;
  },
);

describe('where a clock change makes an hour come twice', () => {
  const newYork = () => ({ ...ctx.company, timeZone: 'America/New_York' });
  const inNewYork = (eventAt: string) =>
    logInvestigationEvent({ ...ctx, company: newYork() }, failure({ eventAt }));

  it.each([['2026-11-01T01:30:00-04:00'], ['2026-11-01T01:30:00-05:00']])(
    '%s is what the warehouse calls 01:30, in either order',
    async (eventAt) => {
      await inNewYork(eventAt);
      await warehouseHas(row({ dt: '2026-11-01 01:30:00' }));
      expect((await run('2026-11-02', newYork())).rows).toBe(0);
      await emptyDatabase(ctx);
      expect((await run('2026-11-02', newYork())).rows).toBe(1);
      expect(await inNewYork(eventAt)).toMatchObject({ duplicate: true });
      expect((await run('2026-11-02', newYork())).rows).toBe(0);
    },
  );

  it('a time that the clock left out is taken over once', async () => {
    await warehouseHas(row({ dt: '2026-03-08 02:30:00' }));
    expect((await run('2026-03-09', newYork())).rows).toBe(1);
    expect((await run('2026-03-09', newYork())).rows).toBe(0);
  });
});

describe.skipIf(!hasRealInput)('the real input', () => {
  it('makes 3,654 investigations, and none the second time', async () => {
    await loadRealInput(ctx.clickhouse);
    expect((await run('2011-12-10')).rows).toBe(3_654);
    expect((await run('2011-12-10')).rows).toBe(0);
    expect(await ctx.db.investigation.count()).toBe(3_654);
    expect(await ctx.db.event.count()).toBe(3_654);

    for (const day of ['2010-12-01', '2011-03-28', '2011-11-18']) {
      const dashboard = await readDashboard(ctx, day);
      expect(dashboard).toMatchObject(await countInWarehouse(day));
      expect(dashboard.byHour.reduce((sum, count) => sum + count)).toBe(dashboard.failures);
      expect(dashboard.daily.at(-1)).toEqual({ date: day, failures: dashboard.failures });
    }
  });

  async function countInWarehouse(day: string) {
    const result = await ctx.clickhouse.query({
      query: `SELECT count()::UInt32 AS failures, uniqExact(supid)::UInt32 AS suppliers
              FROM sup_stat.dif_errors WHERE toDate(dt, 'UTC') = {day:Date}`,
      query_params: { day },
      format: 'JSONEachRow',
    });
    const [counts] = await result.json<{ failures: number; suppliers: number }>();
    return counts!;
  }
});
