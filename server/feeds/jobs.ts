import type { JobContract } from '../core/jobs.ts';

export const refreshCadenceProfiles: JobContract = {
  name: 'refresh-cadence-profiles',
  description: 'Reads from the warehouse how regularly each supplier delivers, as of a day.',
};
