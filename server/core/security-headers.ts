import type { ServerResponse } from 'node:http';
import type { Site } from './site.ts';

const YEAR_S = 365 * 24 * 60 * 60;

/**
 * What no answer goes without. The dashboard's page has the rest of its policy in itself, with the
 * hashes of its scripts; of two policies a browser keeps both.
 */
export function setSecurityHeaders(response: ServerResponse, { isSecure }: Site): void {
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'same-origin');
  response.setHeader('content-security-policy', "frame-ancestors 'none'");
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  response.setHeader('x-frame-options', 'DENY');
  if (isSecure) response.setHeader('strict-transport-security', `max-age=${YEAR_S}`);
}
