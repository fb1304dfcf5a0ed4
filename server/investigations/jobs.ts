import type { JobContract } from '../core/jobs.ts';

export const backfillInvestigations: JobContract = {
  name: 'backfill-investigations',
  description: 'Opens an investigation for every failure in the warehouse that no robot reported.',
};
