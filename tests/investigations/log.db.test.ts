import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { inCompany } from '../../server/core/company-context.ts';
import { InvalidInput } from '../../server/core/errors.ts';
import {
  logInvestigationEvent,
  logInvestigationEvents,
  type LogResult,
} from '../../server/investigations/log-investigations.ts';
import {
  IdempotencyConflict,
  type LoggedInvestigation,
} from '../../server/investigations/record-failures.ts';
import { emptyDatabase, openDatabases, statementsOf, useTestContext } from '../support/database.ts';
import { failure } from './make.ts';

const ctx = useTestContext();
beforeEach(() => emptyDatabase(ctx));

function logged(result: LogResult | undefined): LoggedInvestigation {
  if (!result || result instanceof Error) throw result ?? new Error('There is no result.');
  return result;
}
const log = async (changes: object = {}) =>
  logged(await logInvestigationEvent(ctx, failure(changes)));

async function eventKinds(): Promise<string[]> {
  const events = await ctx.db.event.findMany({ orderBy: { id: 'asc' } });
  return events.map(({ kind }) => kind);
}

describe('logging a failure', () => {
  it('opens an investigation with everything that was told', async () => {
    const { investigation, duplicate } = await log({
      filePath: 'mail_backup/17.csv',
      extra: { row: 17 },
    });
    expect(duplicate).toBe(false);
    expect(investigation).toMatchObject({
      eventAt: '2026-11-20T07:00:00.123456Z',
      supplierId: 17,
      errorId: 3,
      errorText: 'PRICE_COLUMN_NOT_FOUND',
      stage: 'load_mail',
      filePath: 'mail_backup/17.csv',
      extra: { row: 17 },
      source: 'ROBOT',
      status: 'OPEN',
      version: 1,
    });
  });

  it('keeps the microsecond in the database', async () => {
    await log();
    const { rows } = await ctx.pg.query('SELECT event_at::text FROM investigation');
    expect(rows).toEqual([{ event_at: '2026-11-20 07:00:00.123456+00' }]);
  });

  it('makes the supplier known', async () => {
    await log({ supplierId: 4_711 });
    expect(await ctx.db.supplier.findMany()).toMatchObject([{ supplierId: 4_711, name: null }]);
  });

  it('tells of it with all that is to be shown', async () => {
    const { investigation } = await log();
    const [event] = await ctx.db.event.findMany();
    expect(event).toMatchObject({
      kind: 'investigation.opened',
      entityId: investigation.id,
      actor: 'tester',
    });
    expect(event?.payload).toEqual(investigation);
  });

  it('refuses what is wrong and writes nothing', async () => {
    const result = await logInvestigationEvent(ctx, failure({ supplierId: -1 }));
    expect(result).toBeInstanceOf(InvalidInput);
    expect(await ctx.db.investigation.count()).toBe(0);
  });
});

describe('a retry', () => {
  it('is answered by the investigation it opened, and tells nobody', async () => {
    const first = await log();
    expect(await log()).toEqual({ investigation: first.investigation, duplicate: true });
    expect(await eventKinds()).toEqual(['investigation.opened']);
  });

  it('may round the second', async () => {
    const { investigation } = await log();
    const retry = await log({ eventAt: '2026-11-20T07:00:00Z' });
    expect(retry).toEqual({ investigation, duplicate: true });
  });

  it.each([
    ['supplier', { supplierId: 18 }],
    ['error', { errorId: 4 }],
    ['second', { eventAt: '2026-11-20T10:00:01+03:00' }],
    ['file', { filePath: 'mail_backup/18.csv' }],
  ])('is none for another %s', async (_, changes) => {
    await log();
    expect((await log(changes)).duplicate).toBe(false);
  });

  it('with its key and the same content is a duplicate, in whatever order extra is written', async () => {
    const key = { idempotencyKey: 'load 1' };
    const first = await log({ ...key, extra: { a: 1, b: [2] } });
    const retry = await log({ ...key, extra: { b: [2], a: 1 } });
    expect(retry).toEqual({ investigation: first.investigation, duplicate: true });
  });

  it.each([
    ['supplier', { supplierId: 18 }],
    ['microsecond', { eventAt: '2026-11-20T10:00:00.123457+03:00' }],
    ['text', { errorText: 'EMPTY_FILE' }],
    ['file', { filePath: 'mail_backup/18.csv' }],
    ['extra', { extra: { row: 18 } }],
  ])('with its key and another %s is a conflict', async (_, changes) => {
    const key = { idempotencyKey: 'load 1' };
    const { investigation } = await log(key);
    const result = await logInvestigationEvent(ctx, failure({ ...key, ...changes }));
    expect(result).toBeInstanceOf(IdempotencyConflict);
    expect((result as Error).message).toContain(investigation.id);
    expect(await ctx.db.investigation.count()).toBe(1);
  });

  it('with another key is another failure', async () => {
    await log({ idempotencyKey: 'load 1' });
    expect((await log({ idempotencyKey: 'load 2' })).duplicate).toBe(false);
  });
});

describe('a batch', () => {
  it('answers each item for itself, in order', async () => {
    const results = await logInvestigationEvents(ctx, [
      failure({ errorId: 1 }),
      failure({ errorId: -1 }),
      failure({ errorId: 1 }),
      failure({ errorId: 2, idempotencyKey: 'a' }),
      failure({ errorId: 3, idempotencyKey: 'a' }),
    ]);
    expect(results).toEqual([
      expect.objectContaining({ duplicate: false }),
      expect.any(InvalidInput),
      expect.objectContaining({ duplicate: true }),
      expect.objectContaining({ duplicate: false }),
      expect.any(IdempotencyConflict),
    ]);
    expect(logged(results[2]).investigation).toEqual(logged(results[0]).investigation);
    expect(await eventKinds()).toEqual(['investigation.opened', 'investigation.opened']);
  });

  it('of a thousand is as many statements as of two', async () => {
    const batch = (size: number, errorId: number) =>
      Array.from({ length: size }, (_, i) => failure({ supplierId: i + 1, errorId }));
    const two = await statementsOf(() => logInvestigationEvents(ctx, batch(2, 1)));
    const thousand = await statementsOf(() => logInvestigationEvents(ctx, batch(1_000, 2)));
    expect(thousand).toEqual(two);
    expect(await ctx.db.investigation.count()).toBe(1_002);
  });

  it('of more than a thousand is refused as a whole', async () => {
    const inputs = Array.from({ length: 1_001 }, () => failure());
    await expect(logInvestigationEvents(ctx, inputs)).rejects.toThrow(InvalidInput);
  });

  it('may be empty', async () => {
    expect(await logInvestigationEvents(ctx, [])).toEqual([]);
  });
});

describe('many at once', () => {
  const resources = new AsyncDisposableStack();
  const otherServer = () => {
    const databases = openDatabases(ctx.postgresUrl, resources);
    return inCompany({ ...ctx.installation, ...databases }, ctx.company, ctx.actor);
  };
  afterAll(() => resources.disposeAsync());

  it('50 identical calls on two servers make one investigation', async () => {
    const servers = [otherServer(), otherServer()];
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, i) => logInvestigationEvents(servers[i % 2]!, [failure()])),
    );
    const answers = results.map(([result]) => logged(result));
    expect(new Set(answers.map(({ investigation }) => investigation.id)).size).toBe(1);
    expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect(await ctx.db.investigation.count()).toBe(1);
    expect(await eventKinds()).toEqual(['investigation.opened']);
  });

  it('batches of the same failures in any order never wait in a circle', async () => {
    const failures = Array.from({ length: 200 }, (_, i) => failure({ supplierId: i + 1 }));
    const rotated = (by: number) => [...failures.slice(by), ...failures.slice(0, by)];
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, i) => logInvestigationEvents(ctx, rotated(i * 10))),
    );
    expect(results.flat().filter((result) => !logged(result).duplicate)).toHaveLength(200);
    expect(await ctx.db.investigation.count()).toBe(200);
  });

  it('single calls that arrive together share a transaction', async () => {
    let answers: LoggedInvestigation[] = [];
    const statements = await statementsOf(async () => {
      answers = await Promise.all(
        Array.from({ length: 100 }, (_, i) => log({ supplierId: i + 1 })),
      );
    });
    expect(answers.map(({ investigation }) => investigation.supplierId)).toEqual(
      Array.from({ length: 100 }, (_, i) => i + 1),
    );
    expect(statements.filter((text) => text.includes('open_investigations'))).toHaveLength(1);
  });

  it('one that Postgres refuses does not fail those it was collected with', async () => {
    await ctx.owner.query(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = 'data_exception'; END $$;
      CREATE TRIGGER refuse BEFORE INSERT ON investigation
      FOR EACH ROW WHEN (NEW.supid = 3) EXECUTE FUNCTION refuse()`);
    try {
      const answers = await Promise.allSettled(
        [1, 2, 3, 4].map((supplierId) => log({ supplierId })),
      );
      expect(answers.map(({ status }) => status)).toEqual([
        'fulfilled',
        'fulfilled',
        'rejected',
        'fulfilled',
      ]);
      expect(await ctx.db.investigation.count()).toBe(3);
    } finally {
      await ctx.owner.query('DROP FUNCTION refuse CASCADE');
    }
  });
});
