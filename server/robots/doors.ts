import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Accounts } from '../accounts/accounts.ts';
import type { Context } from '../core/context.ts';
import { serveLogEvent } from './log-event.ts';

const LOG_EVENT = /^\/api\/v1\/pricelens\/log_event\/?$/;
const CLIENT_PATH = '/robots/pricelens_client.py';
const CLIENT = readFileSync(new URL('pricelens_client.py', import.meta.url));

export function isForRobots(path: string | undefined): path is string {
  return path === CLIENT_PATH || (path?.startsWith('/api/') ?? false);
}

/** Answers what robots ask for at a path that is for them. */
export function serveRobots(
  ctx: Context,
  accounts: Accounts,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> | void {
  if (LOG_EVENT.test(path)) return serveLogEvent(ctx, accounts, request, response);
  if (path === CLIENT_PATH) serveClient(request, response);
  else refusePath(response);
}

/** The client for robots in Python: one file, to be put beside the robot. */
function serveClient({ method }: IncomingMessage, response: ServerResponse): void {
  if (method !== 'GET' && method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  response.writeHead(200, {
    'content-type': 'text/x-python; charset=utf-8',
    'content-length': CLIENT.length,
    'content-disposition': 'attachment; filename="pricelens_client.py"',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  });
  response.end(CLIENT); // node leaves the body out of the answer to HEAD
}

/** Rather than the dashboard's page, with which robots can do nothing. */
function refusePath(response: ServerResponse): void {
  const message = 'There is nothing here. Events go to /api/v1/pricelens/log_event/.';
  response.writeHead(404, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify({ status: 404, code: 'NOT_FOUND', message }));
}
