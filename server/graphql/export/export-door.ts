import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GraphQLError } from 'graphql';
import type { Caller } from '../../accounts/caller.ts';
import { withoutStatus } from '../http-operation.ts';
import { readRequest } from '../operation.ts';
import { refuse, UNAUTHENTICATED } from '../refusal.ts';
import { Refused } from '../refused.ts';
import type { LiveDoor } from '../websocket.ts';
import { exportFormat, type Format } from './format.ts';
import { ExportFailed } from './read-pages.ts';
import { prepareExport, sendExport } from './serve-export.ts';
import { readTicket, writeTicket } from './ticket.ts';

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

const PATH = '/export/';
const STATUSES: Readonly<Record<string, number>> = {
  FORBIDDEN: 403,
  INTERNAL_SERVER_ERROR: 500,
  UNAVAILABLE: 503,
};

/**
 * Answers an operation with its one list as a file: with what it would cost for a dry run, with an address
 * to save it from where `x-pricelens-download: 1` asks for that.
 */
export async function serveExport(
  door: LiveDoor,
  caller: Caller,
  format: Format,
  exchange: Exchange,
): Promise<void> {
  const { request, response } = exchange;
  const { headers } = request;
  await orRefuse(door, response, async () => {
    const asked = await readRequest(request);
    const prepared = await prepareExport(door, caller, asked);
    if (headers['x-pricelens-dry-run'] === '1') {
      return answer(response, 200, { data: null, extensions: { cost: prepared.toll.reckon() } });
    }
    if (headers['x-pricelens-download'] !== '1') {
      return sendExport(door, caller, prepared, format, exchange);
    }
    const download = { request: asked, accept: headers.accept! }; // it says the format
    answer(response, 200, { url: PATH + writeTicket(door.accounts, caller, download) });
  });
}

/** Answers `GET /export/<ticket>`: the file that the ticket was written for. */
export async function serveDownload(
  door: LiveDoor,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  await orRefuse(door, response, async () => {
    const caller = await door.accounts.callers.byRequest(request.headers);
    if (!caller) return refuse(response, UNAUTHENTICATED);
    const ticket = request.url!.slice(PATH.length); // the way here is by it
    const { request: asked, accept } = readTicket(door.accounts, caller, ticket);
    const format = exportFormat(accept)!; // it had one when the ticket was written
    const prepared = await prepareExport(door, caller, asked);
    await sendExport(door, caller, prepared, format, { request, response });
  });
}

/** What was begun is cut off, which tells the client that it has not got all of it. */
async function orRefuse(
  door: LiveDoor,
  response: ServerResponse,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (response.destroyed) return; // nobody is there to be told
    const errors = error instanceof ExportFailed ? error.errors : [door.mask(error)];
    if (response.headersSent) {
      door.log.warn({ errors }, 'an export was cut off');
      response.destroy();
      return;
    }
    if (error instanceof Refused && error.retryAfterS) {
      response.setHeader('retry-after', String(error.retryAfterS));
    }
    const status = error instanceof Refused ? error.status : statusOf(errors);
    answer(response, status, { errors: errors.map(withoutStatus) });
  }
}

function statusOf(errors: readonly GraphQLError[]): number {
  return STATUSES[String(errors[0]?.extensions['code'])] ?? 400;
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}
