import prune from './events/prune.ts';
import refreshCadenceProfiles from './feeds/refresh-cadence-profiles.ts';
import backfillInvestigations from './investigations/backfill-investigations.ts';
import type { Job } from './kit.ts';

/** Every job a worker can carry out. */
export const JOBS: readonly Job[] = [prune, refreshCadenceProfiles, backfillInvestigations];
