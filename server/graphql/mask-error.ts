import { GraphQLError } from 'graphql';
import { countErrorCode } from '../core/counters.ts';
import { DomainError } from '../core/errors.ts';
import { currentRequestId, type Logger } from '../core/log.ts';
import { isOutage, Unavailable } from '../core/outage.ts';
import { isStopped, TimedOut } from '../core/stoppable.ts';

export type ErrorMask = (error: unknown) => GraphQLError;

/**
 * What a caller gets to see of an error: faults of the document as GraphQL words them, expected
 * failures with their code, an outage of Postgres and work that took too long among them, and of a bug
 * only the id under which it is logged, here and once.
 */
export function createErrorMask(log: Logger): ErrorMask {
  return (error) => {
    const told = maskError(error, log);
    const { code } = told.extensions;
    countErrorCode(typeof code === 'string' ? code : 'BAD_REQUEST');
    return told;
  };
}

function maskError(error: unknown, log: Logger): GraphQLError {
  const original = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  const cause = expected(original);
  if (cause instanceof GraphQLError) return error instanceof GraphQLError ? error : cause;
  if (cause instanceof DomainError) {
    return relocated(error, cause.message, { code: cause.code, ...cause.details });
  }
  log.error({ err: cause }, 'a request failed');
  return relocated(error, 'Something went wrong on our side; tell us the request id.', {
    code: 'INTERNAL_SERVER_ERROR',
    requestId: currentRequestId(),
  });
}

/** What databases say of themselves, in our words. */
function expected(error: unknown): unknown {
  if (isOutage(error)) return new Unavailable();
  return isStopped(error) ? new TimedOut() : error;
}

function relocated(
  error: unknown,
  message: string,
  extensions: Record<string, unknown>,
): GraphQLError {
  if (!(error instanceof GraphQLError)) return new GraphQLError(message, { extensions });
  const { nodes = null, source = null, positions = null, path = null } = error;
  return new GraphQLError(message, { nodes, source, positions, path, extensions });
}
