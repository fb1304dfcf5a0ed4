import type { JobContract } from '../core/jobs.ts';
import { prune } from '../events/jobs.ts';
import { refreshCadenceProfiles } from '../feeds/jobs.ts';
import { backfillInvestigations } from '../investigations/jobs.ts';

export interface DailyJob extends JobContract {
  /** HH:MM in the business time zone. */
  dailyAt: string;
  /** The job whose run for the same day has to end first. */
  after?: string;
}

/** Everything that runs by the clock. It is here rather than in jobs/ because the API shows it. */
export const DAILY_JOBS: readonly DailyJob[] = [
  { ...prune, dailyAt: '03:30' },
  { ...refreshCadenceProfiles, dailyAt: '06:30' },
  { ...backfillInvestigations, dailyAt: '06:35', after: refreshCadenceProfiles.name },
];
