import { batched } from '../core/batched.ts';
import type { CompanyContext } from '../core/context.ts';
import type { JobRunLine } from '../core/generated/prisma/client.ts';
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

/** What a run said, oldest first, with why it failed or without; for many runs it is one statement. */
export async function readLines(
  { db, company }: Pick<CompanyContext, 'db' | 'company'>,
  runId: string,
  withErrors: boolean,
): Promise<JobRunLine[]> {
  const lines = await batched(db, `lines ${company.id} ${withErrors}`, runId, async (runIds) => {
    const where = { companyId: company.id, runId: { in: runIds } };
    const found = await db.jobRunLine.findMany({
      where: withErrors ? where : { ...where, isError: false },
      orderBy: { number: 'asc' },
    });
    return Map.groupBy(found, (line) => line.runId);
  });
  return lines ?? [];
}
