import type { ServerResponse } from 'node:http';
import { countErrorCode } from '../core/counters.ts';

/** Why a request is not taken, in the shape of a GraphQL answer, which is what callers read. */
export interface Refusal {
  status: number;
  code: string;
  message: string;
  headers?: Record<string, string>;
}

export const UNAUTHENTICATED: Refusal = {
  status: 401,
  code: 'UNAUTHENTICATED',
  message: 'Sign in, or send a key: Authorization: Bearer pl_…',
  headers: { 'www-authenticate': 'Bearer' },
};

export const FOREIGN_ORIGIN: Refusal = {
  status: 403,
  code: 'FORBIDDEN',
  message: 'This origin may not use the API.',
};

export const FOREIGN_PAGE: Refusal = {
  status: 403,
  code: 'FORBIDDEN',
  message: 'With a cookie, send the header x-pricelens-csrf: 1 from a page of this server.',
};

/** The connection is closed, since what is still being sent on it is not read. */
export function refuse(
  response: ServerResponse,
  { status, code, message, headers }: Refusal,
): void {
  countErrorCode(code);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    connection: 'close',
    ...headers,
  });
  response.end(JSON.stringify({ errors: [{ message, extensions: { code } }] }));
}
