import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { pino, type Logger } from 'pino';
import { currentTraceId } from './tracing.ts';

export type { Logger };

const requestIds = new AsyncLocalStorage<string>();

/** Nothing logs these on purpose; a request or an error that is logged whole may have them in it. */
const SECRETS = [
  'authorization',
  'cookie',
  '["set-cookie"]',
  'password',
  'newPassword',
  'token',
].flatMap((name) => {
  const path = name.startsWith('[') ? name : `.${name}`;
  return [path.replace(/^\./, ''), `*${path}`, `*.headers${path}`, `*.*${path}`];
});

/** One JSON line an entry, on stderr, so that what a command prints on stdout stays clean. */
export function createLog(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      redact: { paths: SECRETS, censor: '[secret]' },
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: currentIds,
    },
    pino.destination(2),
  );
}

/** Does `work` as one request: all it logs carries the same id. */
export function asRequest<T>(work: (requestId: string) => T): T {
  const requestId = randomUUID();
  return requestIds.run(requestId, () => work(requestId));
}

/** By what a line of the log is found again: those of the request and the trace that this code runs for. */
export function currentIds(): { requestId?: string; traceId?: string } {
  const requestId = requestIds.getStore();
  const traceId = currentTraceId();
  return { ...(requestId && { requestId }), ...(traceId && { traceId }) };
}

/** The id of the request that this code runs for; undefined outside of any. */
export function currentRequestId(): string | undefined {
  return requestIds.getStore();
}
