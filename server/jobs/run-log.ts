import { defineStatement, type Queryable } from '../core/postgres.ts';

/** As many lines of a run are kept, the newest. */
export const MAX_LINES = 200;
const MAX_SENTENCE = 1_000; // characters

/** What a run says of itself. */
export interface SaidLine {
  at: Date;
  sentence: string;
  /** It is why an attempt failed, which is not for everybody. */
  isError: boolean;
}

const insertLine = defineStatement('jobs/add-line');

/** Keeps what a run said; the caller holds the run's lock. */
export async function addLine(
  db: Queryable,
  runId: string,
  { at, sentence, isError }: SaidLine,
): Promise<void> {
  await insertLine(db, [runId, at, sentence.slice(0, MAX_SENTENCE), isError, MAX_LINES]);
}
