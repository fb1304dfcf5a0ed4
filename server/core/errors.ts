import type { z } from 'zod';

/**
 * An expected failure: the caller is shown `code` and `message` as they are written, so the message
 * is a sentence that names the thing and the way out. Whatever is not a DomainError is a bug.
 */
export abstract class DomainError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = new.target.name;
    this.code = code;
  }

  /** What a program needs beside the code to go on; becomes a part of `extensions`. */
  get details(): Record<string, unknown> {
    return {};
  }
}

/** One field of an input and what is wrong with it, e.g. `eventAt`: "… needs an offset …". */
export interface FieldError {
  field: string;
  message: string;
}

/** An input that breaks a rule; every broken field is named at once. */
export class InvalidInput extends DomainError {
  readonly fields: FieldError[];

  constructor(fields: FieldError[]) {
    super('INVALID_INPUT', fields.map(({ field, message }) => `${field}: ${message}`).join(' '));
    this.fields = fields;
  }
}

/**
 * Parses an input by its zod schema.
 *
 * @throws {InvalidInput} naming every field that does not fit
 */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new InvalidInput(
    result.error.issues.map(({ path, message }) => ({
      field: path.join('.') || 'input',
      message,
    })),
  );
}

/** The arguments of a command do not say what to do; the message is its usage. */
export class UsageWrong extends DomainError {
  constructor(usage: string) {
    super('USAGE', usage);
  }
}
