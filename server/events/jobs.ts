import type { JobContract } from '../core/jobs.ts';

export const prune: JobContract = {
  name: 'prune',
  description:
    'Forgets events and runs that are older than they are kept for, and sign-ins that are over; decisions stay.',
};
