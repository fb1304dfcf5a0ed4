import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { DomainError, InvalidInput } from '../core/errors.ts';
import { currentRequestId, type Logger } from '../core/log.ts';

const MAX_BODY_BYTES = 16 * 1024;

/** A request that the doors of accounts do not take. */
export class RequestRefused extends DomainError {
  readonly status: number;
  readonly retryAfterS: number | undefined;

  constructor(status: number, code: string, message: string, retryAfterS?: number) {
    super(code, message);
    this.status = status;
    this.retryAfterS = retryAfterS;
  }
}

/** The object that was posted. @throws {RequestRefused} */
export async function readPosted(request: IncomingMessage): Promise<Record<string, unknown>> {
  const { headers } = request;
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
    throw new RequestRefused(415, 'UNSUPPORTED_MEDIA_TYPE', 'Send application/json.');
  }
  const length = Number(headers['content-length'] ?? NaN);
  if (!(length <= MAX_BODY_BYTES)) {
    const message = `Send a body of at most ${MAX_BODY_BYTES} bytes, and say how long it is.`;
    throw new RequestRefused(413, 'TOO_LARGE', message);
  }
  try {
    const posted: unknown = JSON.parse(await text(request));
    if (typeof posted === 'object' && posted !== null) return { ...posted };
  } catch {
    // told below
  }
  throw new RequestRefused(400, 'BAD_REQUEST', 'The body is not a JSON object.');
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string | string[]> = {},
): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(JSON.stringify(body));
}

/** An expected failure as it is written, a bug by the id under which it is logged. */
export function sendError(response: ServerResponse, error: unknown, log: Logger): void {
  if (!(error instanceof DomainError)) {
    log.error({ err: error }, 'a request about an account failed');
    const message = `Something went wrong on our side, request ${currentRequestId()}.`;
    return sendJson(response, 500, { code: 'INTERNAL_SERVER_ERROR', message });
  }
  const { code, message } = error;
  const { status, retryAfterS } =
    error instanceof RequestRefused ? error : { status: 400, retryAfterS: undefined };
  const fields = error instanceof InvalidInput ? { fields: error.fields } : {};
  const headers = { ...(retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) }) };
  sendJson(response, status, { code, message, ...fields }, headers);
}
