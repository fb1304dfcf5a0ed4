import { expect, it } from 'vitest';
import { CompanyCache } from '../../server/core/company-cache.ts';
import type { Investigation } from '../../server/investigations/investigation.ts';
import { logInvestigationEvent } from '../../server/investigations/log-investigations.ts';
import { readDashboard } from '../../server/investigations/read-dashboard.ts';
import { reopenInvestigation, resolveInvestigation } from '../../server/investigations/work.ts';
import { seededRandom } from '../../server/warehouse/random.ts';
import { statementsOf, useTestContext } from '../support/database.ts';
import { failure } from './make.ts';

const ctx = useTestContext();
const YESTERDAY = '2026-11-19'; // see NOON

const logAt = (eventAt: string) => logInvestigationEvent(ctx, failure({ eventAt }));

it('asks the database nothing while failures of other days arrive, and counts a late one at once', async () => {
  await logAt('2026-11-19T10:00:00+03:00');
  expect(await readDashboard(ctx, YESTERDAY)).toMatchObject({ failures: 1 });

  await logAt('2026-11-20T00:00:01+03:00');
  const asked = await statementsOf(async () => {
    expect(await readDashboard(ctx, YESTERDAY)).toMatchObject({ failures: 1 });
  });
  expect(asked).toEqual([]);

  await logAt('2026-11-19T23:59:59+03:00');
  expect(await readDashboard(ctx, YESTERDAY)).toMatchObject({ failures: 2 });
});

it('is what would be counted anew, after whatever happens in whatever order', async () => {
  const random = seededRandom('what happens to a dashboard');
  const days = ['2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'] as const;
  const fresh = () => ({ ...ctx, cache: new CompanyCache() });
  const known: Investigation[] = [];
  for (let step = 0; step < 60; step++) {
    if (known.length === 0 || random.chance(0.5)) {
      const report = failure({
        eventAt: `${random.pick(days)}T${random.pick(['00', '09', '23'])}:30:00+03:00`,
        supplierId: random.int(1, 3),
        errorId: random.int(1, 2),
        idempotencyKey: `step ${step}`,
      });
      const logged = await logInvestigationEvent(ctx, report);
      if (logged instanceof Error) throw logged;
      known.push(logged.investigation);
    } else {
      const at = random.int(0, known.length - 1);
      const { id, version, status } = known[at]!;
      known[at] =
        status === 'OPEN'
          ? await resolveInvestigation(ctx, { id, version, resolution: 'RESOLVED' })
          : await reopenInvestigation(ctx, { id, version });
    }
    for (const day of days) {
      expect(await readDashboard(ctx, day)).toEqual(await readDashboard(fresh(), day));
    }
  }
});
