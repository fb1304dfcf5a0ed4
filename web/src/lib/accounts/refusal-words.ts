import { RequestFailed } from '#lib/graphql/client.ts';
import { m } from '#lib/paraglide/messages.js';
import { formatDuration } from '#lib/ui/time.ts';
import { Refused } from './doors.ts';

const BY_CODE: Record<string, (() => string) | undefined> = {
  INVALID_EMAIL_OR_PASSWORD: m.wrong_password,
  INVALID_PASSWORD: m.wrong_present_password,
  PASSWORD_TOO_SHORT: m.password_too_short,
  PASSWORD_TOO_LONG: m.password_too_long,
  INVALID_EMAIL: m.no_email,
  LINK_NOT_VALID: m.link_not_valid,
  SIGN_IN_FIRST: m.sign_in_first,
};

/** Why it was not done, as a sentence in the reader's language. @throws what is no refusal */
export function explain(error: unknown): string {
  if (!(error instanceof RequestFailed)) throw error;
  if (error instanceof Refused && error.retryAfterS !== undefined) {
    return m.too_many_tries({ wait: formatDuration(error.retryAfterS * 1_000) });
  }
  return BY_CODE[error.code ?? '']?.() ?? error.message;
}
