import { beforeEach, describe, expect, it } from 'vitest';
import { InvalidInput } from '../../server/core/errors.ts';
import { listAnomalies } from '../../server/feeds/list-anomalies.ts';
import {
  SupplierConflict,
  SupplierNotFound,
  updateSupplier,
} from '../../server/feeds/update-supplier.ts';
import { emptyDatabase, NOON, useTestContext } from '../support/database.ts';
import { createTestApi } from '../support/graphql.ts';

const ctx = useTestContext();
const HOUR_MS = 60 * 60_000;

beforeEach(async () => {
  await emptyDatabase(ctx);
  ctx.setNow(NOON);
  await ctx.owner.query(`INSERT INTO supplier (company_id, supid) VALUES ($1, 7)`, [
    ctx.company.id,
  ]);
});

const edit = (changes: object, version = 1) =>
  updateSupplier(ctx, { supplierId: 7, version, ...changes });
const present = () =>
  ctx.db.supplier.findUniqueOrThrow({
    where: { companyId_supplierId: { companyId: ctx.company.id, supplierId: 7 } },
  });

describe('editing a supplier', () => {
  it('changes what is said, clears what is null or blank, and leaves the rest', async () => {
    await edit({ owner: ' Anna ', contact: 'a@example.org', adminUrl: 'https://example.org/7' });
    await edit({ contact: null, adminUrl: ' ', name: 'Borealis' }, 2);
    expect(await present()).toMatchObject({
      name: 'Borealis',
      owner: 'Anna',
      contact: null,
      adminUrl: null,
      version: 3,
    });
  });

  it('tells of it in the same breath', async () => {
    await edit({ owner: 'Anna' });
    const { rows } = await ctx.owner.query<{ kind: string; entity_id: string; payload: object }>(
      'SELECT kind, entity_id, payload FROM event',
    );
    expect(rows).toMatchObject([
      {
        kind: 'supplier.changed',
        entity_id: '7',
        payload: { supplierId: 7, owner: 'Anna', version: 2, change: { fields: ['owner'] } },
      },
    ]);
  });

  it('of an older version is refused with the present state, and changes nothing', async () => {
    await edit({ owner: 'Anna' });
    const stale = edit({ owner: 'Boris' });
    await expect(stale).rejects.toThrow(SupplierConflict);
    await expect(stale).rejects.toMatchObject({ current: { owner: 'Anna', version: 2 } });
    expect(await present()).toMatchObject({ owner: 'Anna', version: 2 });
  });

  it('has one winner among many at once', async () => {
    const edits = Array.from({ length: 20 }, (_, i) => edit({ owner: `Person ${i}` }));
    const results = await Promise.allSettled(edits);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await present()).version).toBe(2);
  });

  it('needs a supplier that is there', async () => {
    const unknown = updateSupplier(ctx, { supplierId: 8, version: 1, owner: 'Anna' });
    await expect(unknown).rejects.toThrow(SupplierNotFound);
  });

  it.each([
    ['adminUrl', { adminUrl: 'javascript:alert(1)' }],
    ['adminUrl', { adminUrl: 'ftp://example.org' }],
    ['adminUrl', { adminUrl: 'example.org' }],
    ['adminUrl', { adminUrl: `https://example.org/${'x'.repeat(1024)}` }],
    ['owner', { owner: 'x'.repeat(129) }],
    ['contact', { contact: '\0' }],
  ])('is refused for its %s: %j', async (field, changes) => {
    const refused = edit(changes);
    await expect(refused).rejects.toThrow(InvalidInput);
    await expect(refused).rejects.toMatchObject({ fields: [{ field }] });
    expect((await present()).version).toBe(1);
  });
});

it('a paused supplier is no anomaly until its pause ends, unless asked for', async () => {
  await ctx.owner.query(
    `INSERT INTO cadence_profile (company_id, supid, success_days, median_gap_days, sd_gap, days_since_last,
       last_success_date, bucket, is_anomaly, times_own_rhythm, as_of, updated_at)
     VALUES ($1, 7, 3, 2, 0, 6, '2026-11-14', 'CONSISTENT', true, 3, '2026-11-20', now())`,
    [ctx.company.id],
  );
  const anomalies = async (includePaused = false) => {
    const page = await listAnomalies(ctx, { includePaused });
    expect(await page.countAll()).toBe(page.edges.length);
    return page.edges.map(({ node }) => node.supplierId);
  };
  const api = await createTestApi(ctx);
  const shown = () => api.query('{ supplier(supplierId: 7) { pausedUntil } }');
  expect(await anomalies()).toEqual([7]);

  const until = new Date(NOON.getTime() + HOUR_MS);
  await edit({ pausedUntil: until });
  expect(await anomalies()).toEqual([]);
  expect(await anomalies(true)).toEqual([7]);
  expect(await shown()).toEqual({ supplier: { pausedUntil: until.toISOString() } });

  ctx.setNow(until);
  expect(await anomalies()).toEqual([7]);
});

it('the API edits, and answers a conflict with the supplier as it is', async () => {
  const api = await createTestApi(ctx);
  const mutation = `mutation ($input: UpdateSupplierInput!) {
    updateSupplier(input: $input) {
      __typename
      ... on Supplier { owner version }
      ... on SupplierConflict { current { owner version } }
    }
  }`;
  const input = { supplierId: 7, version: 1, owner: 'Anna' };
  expect(await api.query(mutation, { input })).toEqual({
    updateSupplier: { __typename: 'Supplier', owner: 'Anna', version: 2 },
  });
  expect(await api.query(mutation, { input })).toEqual({
    updateSupplier: { __typename: 'SupplierConflict', current: { owner: 'Anna', version: 2 } },
  });
});
