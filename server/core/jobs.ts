import { z } from 'zod';

/** What a run is a function of. */
export const jobPayload = z.object({ companyId: z.int(), forDate: z.iso.date() });
export type JobPayload = z.output<typeof jobPayload>;

/** The name under which a job is scheduled, and what it does, in words for the people who watch it. */
export interface JobContract {
  name: string;
  description: string;
}

/** How a running job tells how far it is; what it says is kept with the run. */
export type ReportProgress = (sentence: string) => Promise<void>;

/** What a run came to. */
export interface JobResult {
  /** Rows the run was about, by the job's own count. */
  rows: number;
  /** One sentence for the people who watch. */
  summary: string;
}
