import { refreshCadenceProfiles } from '../../server/feeds/jobs.ts';
import { refreshProfiles } from '../../server/feeds/refresh-profiles.ts';
import { implementJob } from '../kit.ts';

/**
 * Replaces a company's cadence profiles by what the warehouse says as of a day.
 *
 * Safe to run twice, late or after a crash: the verb is a function of company and day.
 */
export default implementJob(refreshCadenceProfiles, refreshProfiles);
