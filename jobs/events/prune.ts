import { prune } from '../../server/events/jobs.ts';
import { pruneHistory } from '../../server/events/prune.ts';
import { implementJob } from '../kit.ts';

/** Safe to run twice: what is gone is not found again. */
export default implementJob(prune, pruneHistory);
