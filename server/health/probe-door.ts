import type { ServerResponse } from 'node:http';
import type { ReadinessProbe } from './readiness.ts';

/** Answers whether the process is alive, which it is if it can answer. */
export function serveHealth(response: ServerResponse): void {
  response.end('ok');
}

/** Answers whether it can do its work, 200 or 503, and in JSON which of what it needs is up. */
export async function serveReadiness(
  probe: ReadinessProbe,
  response: ServerResponse,
): Promise<void> {
  const { isReady, ...dependencies } = await probe.read();
  response.writeHead(isReady ? 200 : 503, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(`${JSON.stringify({ ready: isReady, ...dependencies })}\n`);
}
