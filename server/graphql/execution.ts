import type { ServerResponse } from 'node:http';
import type { ExecutionResult } from 'graphql';
import { Abandoned, stoppable, TimedOut } from '../core/stoppable.ts';
import { isMutation, type Operation } from './operation.ts';

/** How long a query may take, and by what it is known that nobody waits for it any more. */
export interface Patience {
  seconds: number;
  gone: AbortSignal;
}

/**
 * Executes an operation. A query's work in the databases is stopped when whoever asked is gone or it
 * takes too long; a change goes on to its end, so that it is made whole or not at all.
 */
export async function execute(
  operation: Operation,
  { seconds, gone }: Patience,
): Promise<ExecutionResult> {
  if (isMutation(operation)) return operation.execute(operation);
  const stop = new AbortController();
  const leave = () => stop.abort(new Abandoned());
  const timer = setTimeout(() => stop.abort(new TimedOut()), seconds * 1000);
  gone.addEventListener('abort', leave, { once: true });
  if (gone.aborted) leave();
  try {
    return await stoppable(stop.signal, () => operation.execute(operation));
  } finally {
    clearTimeout(timer);
    gone.removeEventListener('abort', leave);
  }
}

/** Comes when the client closes the connection before it is answered, or once it is. */
export function goneWith(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  if (response.closed) gone.abort();
  response.once('close', () => gone.abort());
  return gone.signal;
}
