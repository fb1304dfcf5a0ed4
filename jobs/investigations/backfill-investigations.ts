import { backfill } from '../../server/investigations/backfill.ts';
import { backfillInvestigations } from '../../server/investigations/jobs.ts';
import { implementJob } from '../kit.ts';

/**
 * Opens the investigations that the warehouse knows of and Pricelens does not, up to the day before.
 *
 * Safe to run twice, late or after a crash, and beside robots: the verb adds what is missing.
 */
export default implementJob(backfillInvestigations, backfill);
