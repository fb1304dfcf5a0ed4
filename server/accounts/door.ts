import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Accounts } from './accounts.ts';
import { readPosted, RequestRefused, sendError, sendJson } from './answers.ts';
import { serveAuth } from './auth-door.ts';
import { AUTH_PATH, OPEN_ID } from './better-auth.ts';
import { joinAs, joinAsNewPerson, readOffer } from './joining.ts';
import { setPasswordByLink } from './passwords.ts';
import { startSession } from './sessions.ts';

type Serve = (
  accounts: Accounts,
  request: IncomingMessage,
  response: ServerResponse,
) => Promise<void>;

/** What is asked before anybody is signed in, and therefore not by GraphQL. */
const ROUTES: Record<string, Serve | undefined> = {
  'GET /api/sign-in': showWaysIn,
  'POST /api/demo': signInToDemo,
  'POST /api/offer': showOffer,
  'POST /api/join': join,
  'POST /api/reset-password': setNewPassword,
};
const PATHS = new Set(Object.keys(ROUTES).map((route) => route.split(' ')[1]));

export function isForAccounts(path: string): boolean {
  return PATHS.has(path) || path.startsWith(`${AUTH_PATH}/`);
}

/** Lets people in and out. Whatever changes something has to come from a page of ours. */
export async function serveAccounts(
  accounts: Accounts,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { method, headers } = request;
    if (method !== 'GET' && !accounts.site.isOurPage(headers)) {
      throw new RequestRefused(403, 'FORBIDDEN', 'Only pages of this server may do this.');
    }
    const serve = ROUTES[`${method} ${path}`];
    if (serve) await serve(accounts, request, response);
    else await serveAuth(accounts, path, request, response);
  } catch (error) {
    sendError(response, error, accounts.installation.log);
  }
}

function showWaysIn(
  { installation, demoPersonId }: Accounts,
  ...[, response]: Rest
): Promise<void> {
  const { openId } = installation.config.accounts;
  sendJson(response, 200, {
    password: true,
    openId: openId ? { provider: OPEN_ID, host: new URL(openId.issuer).host } : null,
    demo: demoPersonId !== undefined,
  });
  return Promise.resolve();
}

async function signInToDemo(accounts: Accounts, ...[, response]: Rest): Promise<void> {
  const { installation, cookie, demoPersonId } = accounts;
  if (demoPersonId === undefined) {
    throw new RequestRefused(404, 'NOT_FOUND', 'There is no demo here.');
  }
  const header = await startSession(installation, cookie, demoPersonId);
  sendJson(response, 200, {}, { 'set-cookie': header });
}

async function showOffer(accounts: Accounts, ...[request, response]: Rest): Promise<void> {
  const { token } = await readPosted(request);
  const offer = await tried(accounts, request, () => readOffer(accounts.installation, token));
  sendJson(response, 200, offer);
}

/** By who is signed in, or by a person who gets an account and is signed in with it. */
async function join(accounts: Accounts, ...[request, response]: Rest): Promise<void> {
  const { installation, callers, cookie } = accounts;
  const { token, ...person } = await readPosted(request);
  const caller = await callers.byCookie(request.headers.cookie);
  if (caller) {
    await tried(accounts, request, () => joinAs(installation, token, caller.viewer));
    return sendJson(response, 200, {});
  }
  const id = await tried(accounts, request, () => joinAsNewPerson(installation, token, person));
  sendJson(response, 200, {}, { 'set-cookie': await startSession(installation, cookie, id) });
}

async function setNewPassword(accounts: Accounts, ...[request, response]: Rest): Promise<void> {
  const posted = await readPosted(request);
  await tried(accounts, request, () => setPasswordByLink(accounts.installation, posted));
  sendJson(response, 200, {});
  await accounts.connections.check();
}

type Rest = [request: IncomingMessage, response: ServerResponse];

/** Links are tried no more often than passwords. */
async function tried<T>(
  { throttle, site }: Accounts,
  request: IncomingMessage,
  work: () => Promise<T>,
): Promise<T> {
  const address = site.addressOf(request);
  const waitS = await throttle.take(address);
  if (waitS !== undefined) {
    throw new RequestRefused(429, 'TOO_MANY_REQUESTS', 'Too many tries. Wait a while.', waitS);
  }
  const result = await work();
  await throttle.succeed(address);
  return result;
}
