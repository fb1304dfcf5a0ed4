import type { ServerResponse } from 'node:http';
import { Kind, type ExecutionResult } from 'graphql';
import { operationSeconds } from '../core/counters.ts';
import { Abandoned, stoppable, TimedOut } from '../core/stoppable.ts';
import { traced } from '../core/tracing.ts';
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
export async function execute(operation: Operation, patience: Patience): Promise<ExecutionResult> {
  const name = nameOf(operation);
  const end = operationSeconds.startTimer({ operation: name });
  const kind = operation.definition.operation;
  const result = await traced(`graphql ${kind} ${name}`, {}, () =>
    executeWithin(operation, patience),
  );
  end({ outcome: result.errors ? 'failed' : 'ok' });
  return result;
}

/** Of the dashboard's own its name; of others their first field, since their names may be anything. */
function nameOf({ isTrusted, definition }: Operation): string {
  const field = definition.selectionSet.selections.find(({ kind }) => kind === Kind.FIELD);
  const name = isTrusted ? definition.name : field?.kind === Kind.FIELD ? field.name : undefined;
  return name?.value ?? 'other';
}

async function executeWithin(
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

/** Comes when the client closes the connection before it is answered. */
export function goneWith(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  const leave = () => {
    if (!response.writableFinished) gone.abort(new Abandoned());
  };
  if (response.closed) leave();
  else response.once('close', leave);
  return gone.signal;
}
