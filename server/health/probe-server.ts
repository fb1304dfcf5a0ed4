import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Context } from '../core/context.ts';
import type { EventStream } from '../events/stream.ts';
import { serveMetrics } from './metrics-door.ts';
import { serveHealth, serveReadiness } from './probe-door.ts';
import { ReadinessProbe } from './readiness.ts';

/**
 * Answers probes of a worker, and Prometheus; it serves nothing else.
 *
 * @returns the way to stop
 */
export async function serveProbes(
  ctx: Context,
  events: EventStream,
  port: number,
): Promise<() => Promise<void>> {
  const probe = new ReadinessProbe(ctx);
  const server = createServer((request, response) => {
    if (request.url === '/health') serveHealth(response);
    else if (request.url === '/ready') void serveReadiness(probe, response);
    else if (request.url === '/metrics') void serveMetrics(ctx, events, request, response);
    else response.writeHead(404).end();
  });
  await once(server.listen(port, ctx.config.http.host), 'listening');
  return async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
}
