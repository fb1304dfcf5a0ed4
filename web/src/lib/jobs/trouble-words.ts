import type { JobsStateQuery, TroubleKind } from '#lib/graphql/generated.ts';
import { m } from '#lib/paraglide/messages.js';
import { jobTitle } from './job-words.ts';

const WORDS: Record<TroubleKind, (job: { job: string }) => string> = {
  JOB_DID_NOT_RUN: m.trouble_job_did_not_run,
  JOB_PARKED: m.trouble_job_parked,
  WAREHOUSE_UNREACHABLE: () => m.trouble_warehouse_unreachable(),
  WAREHOUSE_STOPPED_GROWING: () => m.trouble_warehouse_stopped(),
  EVENTS_LATE: () => m.trouble_events_late(),
};

/** What is wrong, in the reader's language. */
export function troubleInWords({ kind, job }: JobsStateQuery['health'][number]): string {
  return WORDS[kind]({ job: jobTitle(job ?? '') });
}
