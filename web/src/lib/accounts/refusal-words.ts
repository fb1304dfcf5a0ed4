import { RequestFailed } from '#lib/graphql/client.ts';
import { inWords } from '#lib/graphql/error-words.ts';
import { m } from '#lib/paraglide/messages.js';
import { formatDuration } from '#lib/ui/time.ts';
import { Refused } from './doors.ts';

const BY_CODE: Record<string, (() => string) | undefined> = {
  INVALID_EMAIL_OR_PASSWORD: m.wrong_password,
  INVALID_PASSWORD: m.wrong_present_password,
  CREDENTIAL_ACCOUNT_NOT_FOUND: m.no_password_here,
  PASSWORD_TOO_SHORT: m.password_too_short,
  PASSWORD_TOO_LONG: m.password_too_long,
  INVALID_EMAIL: m.no_email,
  LINK_NOT_VALID: m.link_not_valid,
  SIGN_IN_FIRST: m.sign_in_first,
  LAST_ADMIN: m.last_admin,
  ALREADY_MEMBER: m.already_member,
  BELONGS_ELSEWHERE: m.belongs_elsewhere,
  MEMBER_NOT_FOUND: m.gone_meanwhile,
  INVITATION_NOT_FOUND: m.gone_meanwhile,
  KEY_NOT_FOUND: m.gone_meanwhile,
  SAVED_VIEW_NOT_FOUND: m.gone_meanwhile,
  SAVED_VIEW_NAME_TAKEN: m.view_name_taken,
  SHARED_VIEW_REFUSED: m.shared_view_refused,
};

/** Why it was not done, as a sentence in the reader's language. @throws what is no refusal */
export function explain(error: unknown): string {
  if (error instanceof Refused && error.retryAfterS !== undefined) {
    return m.too_many_tries({ wait: formatDuration(error.retryAfterS * 1_000) });
  }
  if (!isTold(error)) throw error;
  const { code = '', message } = error;
  return BY_CODE[code]?.() ?? inWords({ message, extensions: { code } });
}

/** An error as the API tells it within its answer, or instead of one. */
function isTold(error: unknown): error is { code?: string; message: string } {
  if (error instanceof Error) return error instanceof RequestFailed;
  return typeof error === 'object' && error !== null && 'message' in error;
}
