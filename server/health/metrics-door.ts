import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Registry } from 'prom-client';
import type { Context } from '../core/context.ts';
import { isLoopbackAddress } from '../core/site.ts';
import type { EventStream } from '../events/stream.ts';
import { renderMetrics } from './metrics.ts';

/** Answers Prometheus with what the server tells it, and anybody else with nothing. */
export async function serveMetrics(
  ctx: Context,
  events: EventStream,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isForSender(request, ctx.config.metrics.token)) {
    response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' });
    response.end('Send METRICS_TOKEN as a bearer token; without one, ask from this machine.\n');
    return;
  }
  try {
    const text = await renderMetrics(ctx, events);
    response.writeHead(200, { 'content-type': Registry.PROMETHEUS_CONTENT_TYPE });
    response.end(text);
  } catch (error) {
    ctx.log.error({ err: error }, 'metrics could not be read');
    response.writeHead(500).end();
  }
}

/** With a token, whoever has it; without, this machine, unless a proxy on it asks for somebody else. */
export function isForSender(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  token: string | undefined,
): boolean {
  if (token !== undefined) return isSame(headers.authorization ?? '', `Bearer ${token}`);
  const isPassedOn = PROXY_HEADERS.some((name) => headers[name] !== undefined);
  return isLoopbackAddress(socket.remoteAddress ?? '') && !isPassedOn;
}

const PROXY_HEADERS = ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'];

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
