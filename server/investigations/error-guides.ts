import { z } from 'zod';
import { addDays, businessDay, dayBounds } from '../core/business-time.ts';
import type { CompanyContext } from '../core/context.ts';
import { parseInput } from '../core/errors.ts';
import type { Language } from '../core/generated/prisma/client.ts';
import { defineStatement, inTransaction } from '../core/postgres.ts';
import { appendEvents } from '../events/append.ts';
import { chooseGuide, type ErrorGuide, type WrittenGuide } from './error-guide.ts';

const MAX_TEXT = 2_000;
/** How far back errors are looked for. */
const KNOWN_DAYS = 180;

type Reader = Pick<CompanyContext, 'pg' | 'db' | 'company' | 'cache' | 'now'>;
type Editor = Reader & Pick<CompanyContext, 'actor' | 'eventsAppended'>;

interface KnownError {
  error_id: number;
  error_text: string;
}

const knownErrors = defineStatement<KnownError>('investigations/known-errors', {
  prepared: false,
});
const writeGuide = defineStatement('investigations/write-error-guide');
const removeGuide = defineStatement<{ error_id: number }>('investigations/remove-error-guide');

/** The guide to an error as a case tells of it; null when there is none. */
export async function guideOf(
  ctx: Reader,
  error: { errorId: number; errorText: string | null },
  language: Language,
): Promise<ErrorGuide | null> {
  return chooseGuide(error, language, await readWritten(ctx));
}

/** The guide to an error by its number; null when there is none. */
export async function findErrorGuide(
  ctx: Reader,
  errorId: number,
  language: Language,
): Promise<ErrorGuide | null> {
  const errors = await readErrors(ctx);
  const errorText = errors.find(({ error_id }) => error_id === errorId)?.error_text ?? null;
  return guideOf(ctx, { errorId, errorText }, language);
}

/** An error that the company has met lately or written of, and its guide. */
export interface GuidedError {
  errorId: number;
  /** null when it was not met lately. */
  errorText: string | null;
  guide: ErrorGuide | null;
}

/** All of them, by number; also those that nobody has written of yet. */
export async function listErrorGuides(ctx: Reader, language: Language): Promise<GuidedError[]> {
  const [errors, written] = await Promise.all([readErrors(ctx), readWritten(ctx)]);
  const texts = new Map(errors.map(({ error_id, error_text }) => [error_id, error_text]));
  const numbers = new Set([...texts.keys(), ...written.map(({ errorId }) => errorId)]);
  return [...numbers]
    .sort((a, b) => a - b)
    .map((errorId) => {
      const error = { errorId, errorText: texts.get(errorId) ?? null };
      return { ...error, guide: chooseGuide(error, language, written) };
    });
}

const paragraph = z
  .string()
  .trim()
  .min(1, 'Is blank; write a sentence.')
  .max(MAX_TEXT, `Is longer than ${MAX_TEXT} characters; shorten it.`)
  .refine((text) => text.isWellFormed() && !text.includes('\0'), 'Is no text; type it anew.');

const guideInput = z.object({
  errorId: z.int32().nonnegative('Is no error number.'),
  language: z.enum(['EN', 'RU']),
  meaning: paragraph,
  usualCause: paragraph,
  whatToDo: paragraph,
});

export type ErrorGuideInput = z.input<typeof guideInput>;

/**
 * Writes the company's own guide to an error in a language, in place of the one it has. The last who
 * writes is right; the event log keeps what everybody wrote.
 *
 * @throws {InvalidInput}
 */
export async function writeErrorGuide(ctx: Editor, input: ErrorGuideInput): Promise<ErrorGuide> {
  const guide = parseInput(guideInput, input);
  const { errorId, language, meaning, usualCause, whatToDo } = guide;
  const own: WrittenGuide = { ...guide, updatedBy: ctx.actor.name, updatedAt: ctx.now() };
  await inTransaction(ctx.pg, async (transaction) => {
    const values = [errorId, language, meaning, usualCause, whatToDo, own.updatedBy, own.updatedAt];
    await writeGuide(transaction, [ctx.company.id, ...values]);
    await appendEvents(transaction, [changed(ctx, own)]);
  });
  told(ctx);
  const errors = await readErrors(ctx);
  const errorText = errors.find(({ error_id }) => error_id === errorId)?.error_text ?? null;
  return { ...own, errorText };
}

/**
 * Takes the company's own guide back, so that the one that comes with the product shows again.
 *
 * @returns the guide that shows now; null when there is none
 */
export async function resetErrorGuide(
  ctx: Editor,
  { errorId, language }: { errorId: number; language: Language },
): Promise<ErrorGuide | null> {
  await inTransaction(ctx.pg, async (transaction) => {
    const removed = await removeGuide(transaction, [ctx.company.id, errorId, language]);
    const events = removed.map(() => changed(ctx, { errorId, language }));
    await appendEvents(transaction, events);
  });
  told(ctx);
  return findErrorGuide(ctx, errorId, language);
}

function changed({ company, actor }: Editor, guide: Pick<WrittenGuide, 'errorId' | 'language'>) {
  return {
    companyId: company.id,
    kind: 'error_guide.changed' as const,
    entityId: String(guide.errorId),
    actor,
    payload: guide,
  };
}

function told({ cache, company, eventsAppended }: Editor): void {
  cache.invalidate(company.id);
  eventsAppended();
}

/** What the company wrote; there are as many as errors, so all are kept at once. */
function readWritten({ db, cache, company }: Reader): Promise<WrittenGuide[]> {
  return cache.get(company.id, 'error guides', () =>
    db.errorGuide.findMany({ where: { companyId: company.id }, omit: { companyId: true } }),
  );
}

function readErrors({ pg, cache, company, now }: Reader): Promise<KnownError[]> {
  const today = businessDay(now(), company.timeZone);
  const { from } = dayBounds(addDays(today, -KNOWN_DAYS), company.timeZone);
  return cache.get(company.id, `known errors ${today}`, () => knownErrors(pg, [company.id, from]));
}
