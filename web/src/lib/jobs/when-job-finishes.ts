import { subscribe } from '#lib/graphql/client.ts';
import { JobFinishedDocument } from '#lib/graphql/generated.ts';

/** Acts after each run of a job, which may have changed every rhythm. Returns how to stop. */
export function whenJobFinishes(act: () => void): () => void {
  return subscribe(JobFinishedDocument, {}, act);
}
