import { beforeEach, expect, it } from 'vitest';
import { addDays, type Day } from '../../server/core/business-time.ts';
import { countBuckets, readBucketHistory } from '../../server/feeds/count-buckets.ts';
import { refreshProfiles } from '../../server/feeds/refresh-profiles.ts';
import { emptyDatabase, useTestContext } from '../support/database.ts';
import { emptyWarehouse, insertCalendars } from '../support/warehouse-rows.ts';

const ctx = useTestContext({ warehouse: true });
beforeEach(async () => {
  await emptyDatabase(ctx);
  await emptyWarehouse(ctx.clickhouse);
});

const refresh = (forDate: Day) => refreshProfiles(ctx, forDate, () => Promise.resolve());

it('the history of the buckets is what they counted on each of its days', async () => {
  const first = '2026-10-01';
  const every = (gap: number, times: number, start: Day) =>
    Array.from({ length: times }, (_, i) => addDays(start, i * gap));
  await insertCalendars(ctx.clickhouse, [
    every(1, 60, '2026-09-01'),
    every(5, 3, '2026-09-20'), // falls silent, and dies on the way
    ['2026-10-04'], // new on the way
    ['2026-09-05', '2026-09-06', '2026-09-20', '2026-09-29', '2026-10-08'],
  ]);
  const counted: Record<Day, Record<string, number>> = {};
  for (let day: Day = first; day <= '2026-11-05'; day = addDays(day, 1)) {
    await refresh(day);
    const counts = await countBuckets(ctx);
    counted[day] = Object.fromEntries(counts.map(({ bucket, suppliers }) => [bucket, suppliers]));
  }
  for (const count of await countBuckets(ctx)) {
    const history = await readBucketHistory(ctx, count);
    expect(history).toEqual(
      Object.entries(counted).map(([date, buckets]) => ({
        date,
        suppliers: buckets[count.bucket],
      })),
    );
  }
}, 60_000);

it('there is no history before the first refresh', async () => {
  for (const count of await countBuckets(ctx)) {
    expect(await readBucketHistory(ctx, count)).toEqual([]);
  }
});
