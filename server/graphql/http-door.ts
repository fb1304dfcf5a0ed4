import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Accounts } from '../accounts/accounts.ts';
import type { Caller } from '../accounts/caller.ts';
import { serveEventStream, wantsEventStream } from './event-stream.ts';
import { serveExport } from './export/export-door.ts';
import { exportFormat } from './export/format.ts';
import { serveOperation } from './http-operation.ts';
import { FOREIGN_ORIGIN, FOREIGN_PAGE, refuse, UNAUTHENTICATED, type Refusal } from './refusal.ts';
import type { LiveDoor } from './websocket.ts';

const MAX_BODY_BYTES = 5 * 1024 * 1024; // a batch of 1,000 events, several times over

/** Answers an operation, or a stream of results, to who may ask. */
export async function serveGraphQL(
  door: LiveDoor,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const refusal = refusalOf(door.accounts, request);
    if (refusal) return refuse(response, refusal);
    const caller = await door.accounts.callers.byRequest(request.headers);
    if (response.destroyed) return; // the client left meanwhile
    if (!caller) return refuse(response, UNAUTHENTICATED);
    if (!isMeant(door.accounts, caller, request)) return refuse(response, FOREIGN_PAGE);
    const format = exportFormat(request.headers.accept);
    if (format) await serveExport(door, caller, format, { request, response });
    else if (wantsEventStream(request)) await serveEventStream(door, caller, request, response);
    else await serveOperation(door, caller, request, response);
  } catch (error) {
    if (response.headersSent) return void response.destroy();
    const { message, extensions } = door.mask(error);
    const status = extensions['code'] === 'UNAVAILABLE' ? 503 : 500;
    refuse(response, { status, code: String(extensions['code']), message });
  }
}

/**
 * A foreign page can post forms, text and multipart without asking, so only JSON is taken. How long it
 * is has to be said, so that no more is read than may be sent.
 */
function refusalOf({ site }: Accounts, { method, headers }: IncomingMessage): Refusal | undefined {
  if (!site.isAdmitted(headers)) return FOREIGN_ORIGIN;
  if (method === 'GET') return undefined;
  if (method !== 'POST') {
    const message = 'Ask by POST, or by GET what changes nothing.';
    return { status: 405, code: 'METHOD_NOT_ALLOWED', message, headers: { allow: 'GET, POST' } };
  }
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
    const message = 'Send the operation as application/json.';
    return { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE', message };
  }
  if (headers['content-length'] === undefined) {
    const message = 'Say how long the body is: send Content-Length.';
    return { status: 411, code: 'LENGTH_REQUIRED', message };
  }
  if (Number(headers['content-length']) > MAX_BODY_BYTES) {
    const message = `The body is over ${MAX_BODY_BYTES} bytes; send smaller batches.`;
    return { status: 413, code: 'TOO_LARGE', message };
  }
  return undefined;
}

/**
 * A browser sends its cookie with whatever any page makes it send. That a page of ours wants it shows
 * in a header that others cannot set without being asked first, and in Origin. Keys are sent by nobody
 * who does not mean to.
 */
function isMeant({ site }: Accounts, { credentials }: Caller, { headers }: IncomingMessage) {
  if (credentials.kind === 'KEY') return true;
  return headers['x-pricelens-csrf'] === '1' && site.isOurPage(headers);
}
