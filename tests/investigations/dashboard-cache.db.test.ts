import { expect, it } from 'vitest';
import { logInvestigationEvent } from '../../server/investigations/log-investigations.ts';
import { readDashboard } from '../../server/investigations/read-dashboard.ts';
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
