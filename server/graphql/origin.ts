import type { IncomingHttpHeaders } from 'node:http';

/**
 * A browser says in `Origin` whose page is asking; another site's page gets nothing. Programs send
 * none and are let through: no cookie speaks for them.
 */
export function isSameOrigin({ origin, host }: IncomingHttpHeaders): boolean {
  return origin === undefined || URL.parse(origin)?.host === host;
}
