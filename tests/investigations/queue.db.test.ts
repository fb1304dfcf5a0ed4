import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { InvalidInput } from '../../server/core/errors.ts';
import { countPresets } from '../../server/investigations/count-presets.ts';
import { logInvestigationEvents } from '../../server/investigations/log-investigations.ts';
import type { InvestigationPage } from '../../server/investigations/page.ts';
import type { QueuePreset } from '../../server/investigations/queue-preset.ts';
import { listQueue, type QueueArgs } from '../../server/investigations/queue.ts';
import { emptyDatabase, useTestContext } from '../support/database.ts';
import { failure } from './make.ts';

const ctx = useTestContext();
beforeEach(() => emptyDatabase(ctx));

const log = (...failures: object[]) =>
  logInvestigationEvents(
    ctx,
    failures.map((f) => failure(f)),
  );
const queue = (args: Partial<QueueArgs> = {}) => listQueue(ctx, { preset: 'ALL_OPEN', ...args });
const suppliersOf = ({ edges }: InvestigationPage) => edges.map(({ node }) => node.supplierId);
const lastCursor = ({ edges }: InvestigationPage) => edges.at(-1)!.cursor();

/** Suppliers 1 to `count`, each a microsecond later than the one before. */
const microsecondsApart = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    supplierId: i + 1,
    eventAt: `2026-11-20T07:00:00.${String(i).padStart(6, '0')}Z`,
  }));

describe('the queue', () => {
  it('has what is open and not snoozed, newest first', async () => {
    await log(...microsecondsApart(5));
    await ctx.pg.query(`UPDATE investigation SET status = 'RESOLVED' WHERE supid = 2`);
    await ctx.pg.query(
      `UPDATE investigation SET snoozed_until = '2026-11-20T09:01Z' WHERE supid = 3`,
    );
    await ctx.pg.query(
      `UPDATE investigation SET snoozed_until = '2026-11-20T09:00Z' WHERE supid = 4`,
    );
    const page = await queue();
    expect(suppliersOf(page)).toEqual([5, 4, 1]);
    expect(await page.countAll()).toBe(3);
  });

  it('of another company is another', async () => {
    await log({});
    const other = ctx.inCompany({ ...ctx.company, id: ctx.company.id + 1 });
    expect(suppliersOf(await listQueue(other, { preset: 'ALL_OPEN' }))).toEqual([]);
  });

  it('pages without a gap or an overlap though a thousand share a millisecond', async () => {
    await log(...microsecondsApart(250));
    const seen: number[] = [];
    let after: string | undefined;
    for (let page; !page || page.hasNextPage; after = lastCursor(page)) {
      page = await queue({ after });
      seen.push(...suppliersOf(page));
    }
    expect(seen).toEqual(Array.from({ length: 250 }, (_, i) => 250 - i));
  });

  it('pages without a gap though all share an instant', async () => {
    const suppliers = Array.from({ length: 7 }, (_, i) => ({ supplierId: i + 1 }));
    await log(...suppliers);
    const first = await queue({ first: 3 });
    const second = await queue({ first: 3, after: lastCursor(first) });
    const third = await queue({ first: 3, after: lastCursor(second) });
    expect([first, second, third].map(({ hasNextPage }) => hasNextPage)).toEqual([
      true,
      true,
      false,
    ]);
    expect([first, second, third].flatMap(suppliersOf).sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('goes on from where one was though cases come and go meanwhile', async () => {
    await log(...microsecondsApart(6));
    const first = await queue({ first: 2 });
    await log({ supplierId: 100, eventAt: '2026-11-20T08:00:00Z' });
    await ctx.pg.query(`UPDATE investigation SET status = 'RESOLVED' WHERE supid = 5`);
    expect(suppliersOf(await queue({ first: 2, after: lastCursor(first) }))).toEqual([4, 3]);
  });

  it('is narrowed by a filter', async () => {
    await log(
      { supplierId: 1 },
      { supplierId: 2, stage: 'airflow' },
      { supplierId: 3, errorId: 9 },
    );
    const narrowed = async (filter: QueueArgs['filter']) => {
      const page = await queue({ filter });
      expect(await page.countAll()).toBe(page.edges.length);
      return suppliersOf(page).sort();
    };
    expect(await narrowed({})).toEqual([1, 2, 3]);
    expect(await narrowed({ supplierId: 1 })).toEqual([1]);
    expect(await narrowed({ stage: 'airflow' })).toEqual([2]);
    expect(await narrowed({ errorId: 9 })).toEqual([3]);
    expect(await narrowed({ status: ['RESOLVED'] })).toEqual([]);
    expect(await narrowed({ from: new Date('2026-11-20T07:00:01Z') })).toEqual([]);
    expect(await narrowed({ to: new Date('2026-11-20T07:00:01Z') })).toEqual([1, 2, 3]);
  });

  it.each([
    ['first', { first: 0 }],
    ['first', { first: 501 }],
    ['first', { first: -1 }],
    ['after', { after: 'nonsense' }],
    ['after', { after: '' }],
    ['after', { after: Buffer.from('2026-02-30T00:00:00Z x').toString('base64url') }],
    ['filter.stage', { filter: { stage: '\0' } }],
  ])('refuses a broken %s: %j', async (field, args) => {
    await expect(queue(args)).rejects.toThrow(InvalidInput);
    await expect(queue(args)).rejects.toMatchObject({ fields: [{ field }] });
  });
});

describe.each(['America/New_York', 'Asia/Tokyo'])(
  'presets around midnight in Moscow, seen from %s',
  (zone) => {
    const home = process.env['TZ'];
    beforeAll(() => void (process.env['TZ'] = zone));
    afterAll(() => {
      if (home === undefined) delete process.env['TZ'];
      else process.env['TZ'] = home;
    });

    const bounds = [
      ['2026-11-18T20:59:59.999999Z', 'before yesterday'],
      ['2026-11-18T21:00:00Z', 'yesterday begins'],
      ['2026-11-19T20:59:59.999999Z', 'yesterday ends'],
      ['2026-11-19T21:00:00Z', 'today begins'],
      ['2026-11-20T20:59:59.999999Z', 'today ends'],
      ['2026-11-20T21:00:00Z', 'tomorrow begins'],
    ];

    it.each([
      ['TODAY', '2026-11-20T20:59:59.999Z', ['today ends', 'today begins']],
      ['YESTERDAY', '2026-11-19T21:00:00.000Z', ['yesterday ends', 'yesterday begins']],
      ['YESTERDAY', '2026-11-20T21:00:00.000Z', ['today ends', 'today begins']],
      ['OLDER_THAN_A_DAY', '2026-11-19T21:00:00.000Z', ['before yesterday']],
    ] as [QueuePreset, string, string[]][])('%s as of %s', async (preset, now, expected) => {
      await log(...bounds.map(([eventAt, errorText]) => ({ eventAt, errorText })));
      const page = await listQueue({ ...ctx, now: () => new Date(now) }, { preset });
      expect(page.edges.map(({ node }) => node.errorText)).toEqual(expected);
      const counts = countPresets({ ...ctx, now: () => new Date(now) });
      const shown = counts.find((count) => count.preset === preset)!;
      expect(await shown.count()).toBe(expected.length);
      expect(await page.countAll()).toBe(expected.length);
    });
  },
);

it('shows everything with the closed ones too', async () => {
  await log({});
  await ctx.pg.query(`UPDATE investigation SET status = 'RESOLVED'`);
  const filter = { status: ['RESOLVED' as const, 'UNRESOLVED' as const] };
  expect((await queue({ preset: 'EVERYTHING', filter })).edges).toHaveLength(1);
  expect((await queue()).edges).toHaveLength(0);
});
