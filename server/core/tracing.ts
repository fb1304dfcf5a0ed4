import type { IncomingMessage, ServerResponse } from 'node:http';

/** What is known of a piece of work beside its name; no values that people or robots sent. */
export type Attributes = Record<string, string | number>;

/** How work is traced. Only open-telemetry.ts has one. */
export interface Tracing {
  /** Does the work as a part of the one around it, if there is any. */
  trace: <T>(name: string, attributes: Attributes, work: () => Promise<T>) => Promise<T>;
  /** Does a request's work as a part of its sender's, where the request says of which. */
  traceRequest: (request: IncomingMessage, response: ServerResponse, work: () => void) => void;
  /** Of the trace that this code runs in. */
  traceId: () => string | undefined;
  stop: () => Promise<void>;
}

let tracing: Tracing | undefined;

/**
 * Sends traces to an OpenTelemetry collector from now on. What that takes is loaded here and not before,
 * so that whoever wants no traces does not pay for them.
 *
 * @param endpoint the collector's address for OTLP over HTTP, without `/v1/traces`; undefined: nowhere
 * @returns sends what has not been sent yet, and stops
 */
export async function startTracing(endpoint: string | undefined): Promise<() => Promise<void>> {
  if (endpoint === undefined) return () => Promise.resolve();
  const { openTracing } = await import('./open-telemetry.ts');
  const opened = openTracing(endpoint);
  tracing = opened;
  return async () => {
    tracing = undefined;
    await opened.stop();
  };
}

/** Does the work, as a part of a trace where there are any. */
export function traced<T>(
  name: string,
  attributes: Attributes,
  work: () => Promise<T>,
): Promise<T> {
  return tracing ? tracing.trace(name, attributes, work) : work();
}

/** Does a request's work; it ends with the response. */
export function tracedRequest(
  request: IncomingMessage,
  response: ServerResponse,
  work: () => void,
): void {
  if (tracing) tracing.traceRequest(request, response, work);
  else work();
}

export function currentTraceId(): string | undefined {
  return tracing?.traceId();
}
