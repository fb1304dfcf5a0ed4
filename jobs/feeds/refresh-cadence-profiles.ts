import { refreshCadenceProfiles } from '../../server/feeds/jobs.ts';
import { refreshProfiles } from '../../server/feeds/refresh-profiles.ts';
import { wakeOnSuccess } from '../../server/investigations/snooze-wake.ts';
import { implementJob } from '../kit.ts';

/**
 * Replaces a company's cadence profiles by what the warehouse says as of a day, then wakes the cases
 * that waited for a success it has seen.
 *
 * Safe to run twice, late or after a crash: the verbs are functions of company, day and profiles.
 */
export default implementJob(refreshCadenceProfiles, async (ctx, forDate, report) => {
  const result = await refreshProfiles(ctx, forDate, report);
  const woken = await wakeOnSuccess(ctx);
  if (woken === 0) return result;
  return { ...result, summary: `${result.summary} Snoozed cases that are back: ${woken}.` };
});
