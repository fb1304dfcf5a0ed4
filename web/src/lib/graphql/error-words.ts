import { m } from '#lib/paraglide/messages.js';
import { formatDuration } from '#lib/ui/time.ts';

/** An error as GraphQL tells it. */
export interface ToldError {
  message: string;
  extensions?: { code?: string; cursor?: string; requestId?: string; retryAfter?: number };
}

type Words = (told: NonNullable<ToldError['extensions']>) => string;

const BY_CODE: Record<string, Words | undefined> = {
  FORBIDDEN: m.forbidden,
  UNAVAILABLE: m.error_unavailable,
  TIMEOUT: m.error_timeout,
  WAREHOUSE_UNAVAILABLE: m.error_warehouse_unavailable,
  WAREHOUSE_REFUSED: m.error_warehouse_refused,
  INVALID_INPUT: m.not_taken,
  BAD_USER_INPUT: m.error_other_version,
  GRAPHQL_VALIDATION_FAILED: m.error_other_version,
  TOO_MANY_REQUESTS: ({ retryAfter = 1 }) =>
    m.too_many_tries({ wait: formatDuration(retryAfter * 1_000) }),
  INTERNAL_SERVER_ERROR: ({ requestId }) =>
    requestId ? m.error_of_ours({ requestId }) : m.error_of_ours_without_id(),
};

/** What the API says, in the reader's language where its code is known. */
export function inWords({ message, extensions = {} }: ToldError): string {
  return BY_CODE[extensions.code ?? '']?.(extensions) ?? message;
}
