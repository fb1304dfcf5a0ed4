import { expect, it } from 'vitest';
import { refreshProfiles } from '../../server/feeds/refresh-profiles.ts';
import { useTestContext } from '../support/database.ts';
import { insertCalendars, insertFailures } from '../support/warehouse-rows.ts';

const ctx = useTestContext({ warehouse: true });

// A file of its own: once chdb's session is read-only, nothing makes it writable again.
it('a refresh needs no more of the warehouse than to read it', async () => {
  await insertCalendars(ctx.clickhouse, [['2026-11-13', '2026-11-20']]);
  await insertFailures(ctx.clickhouse, [{ dt: '2026-11-20 10:00:00', supid: 1, error_id: 1 }]);
  await ctx.clickhouse.query({ query: 'SELECT 1', clickhouse_settings: { readonly: '1' } });
  await expect(insertCalendars(ctx.clickhouse, [['2026-11-20']])).rejects.toThrow(/readonly/);
  await expect(refreshProfiles(ctx, '2026-11-20', () => Promise.resolve())).resolves.toMatchObject({
    rows: 1,
  });
  expect(await ctx.db.cadenceDay.count()).toBe(2);
});
