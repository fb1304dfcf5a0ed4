import { z } from 'zod';
import { MAX_SUPPLIER_ID } from '../feeds/supplier.ts';
import { parseEventTime } from './event-time.ts';
import { faultOfText } from './text.ts';

const MAX_INT = 2 ** 31 - 1; // Postgres' integer
const MAX_ERROR_TEXT = 128;
const MAX_STAGE = 32;
const MAX_FILE_PATH = 1024;
const MAX_KEY = 200;
const MAX_EXTRA_BYTES = 16 * 1024;
const MAX_EXTRA_DEPTH = 32; // Postgres' own limit depends on its stack

export const MAX_LOG_BATCH = 1_000;

const refuse = (ctx: z.core.$RefinementCtx, message: string) => {
  ctx.addIssue({ code: 'custom', message });
  return z.NEVER;
};

const text = (maxLength: number) =>
  z.string({ error: 'Must be a text.' }).superRefine((value, ctx) => {
    const fault = value.trim() === '' ? 'Is blank; say something.' : faultOfText(value, maxLength);
    if (fault) ctx.addIssue({ code: 'custom', message: fault });
  });

const number = (min: number, max: number, meaning: string) =>
  z
    .number({ error: `Must be ${meaning}, a whole number from ${min} to ${max}.` })
    .refine((value) => Number.isInteger(value) && value >= min && value <= max, {
      error: ({ input }) => `Is ${input}; send ${meaning}, a whole number from ${min} to ${max}.`,
    });

const orNull = <S extends z.ZodType>(schema: S) =>
  schema.nullish().transform((value) => value ?? null);

const eventAt = z.string({ error: 'Must be a text.' }).transform((value, ctx) => {
  const time = parseEventTime(value);
  return typeof time === 'string' ? refuse(ctx, time) : time;
});

const extra = z
  .record(z.string(), z.unknown(), { error: 'Must be a JSON object, e.g. {"row": 17}.' })
  .transform((value, ctx) => {
    const fault = faultOfJson(value, 1);
    if (fault) return refuse(ctx, fault);
    const json = JSON.stringify(value);
    const bytes = Buffer.byteLength(json);
    if (bytes <= MAX_EXTRA_BYTES) return json;
    return refuse(ctx, `Is ${bytes} bytes of JSON; keep it within ${MAX_EXTRA_BYTES}.`);
  });

const failure = z
  .object({
    eventAt,
    // 0 is what ClickHouse stores where a number is missing: it names no supplier.
    supplierId: number(1, MAX_SUPPLIER_ID, "the supplier's number"),
    errorId: number(0, MAX_INT, "the error's number"),
    errorText: text(MAX_ERROR_TEXT),
    stage: text(MAX_STAGE),
    // Robots without a file send an empty path as often as none.
    filePath: orNull(
      z.preprocess((path) => (path === '' ? null : path), text(MAX_FILE_PATH).nullish()),
    ),
    extra: orNull(extra),
    idempotencyKey: orNull(text(MAX_KEY)),
  })
  .transform(({ eventAt: { iso, second }, ...rest }) => ({ ...rest, eventAt: iso, second }));

/** A failure as a robot reports it, checked. */
export type ReportedFailure = z.output<typeof failure>;

/** The rules of `LogInvestigationEventInput`. */
export const logInput: z.ZodType<ReportedFailure> = failure;

/** Why Postgres could not keep the value as jsonb, or would give back another; undefined when it can. */
function faultOfJson(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') return faultOfText(value, MAX_EXTRA_BYTES);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return 'Contains a number that is too large; send it as a text.';
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > MAX_EXTRA_DEPTH)
    return `Is nested deeper than ${MAX_EXTRA_DEPTH} levels; flatten it.`;
  for (const [name, inner] of Object.entries(value)) {
    const fault = faultOfText(name, MAX_EXTRA_BYTES) ?? faultOfJson(inner, depth + 1);
    if (fault) return fault;
  }
  return undefined;
}
