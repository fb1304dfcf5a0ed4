import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Accounts } from './accounts.ts';
import { readPosted, RequestRefused } from './answers.ts';
import { ADDRESS_HEADER, AUTH_PATH, OPEN_ID } from './better-auth.ts';

/** All that is open of better-auth; the rest is done by an admin, or not at all. */
const OPEN: ReadonlySet<string> = new Set([
  'POST /sign-in/email',
  'POST /sign-in/social',
  `GET /callback/${OPEN_ID}`,
  'GET /get-session',
  'POST /sign-out',
  'POST /change-password',
]);
/** What an attacker would try many times; a session or the provider's state stands before the rest. */
const SIGN_IN = '/sign-in/email';

/** Hands a request that is open to better-auth, and its answer back. @throws {RequestRefused} */
export async function serveAuth(
  accounts: Accounts,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const endpoint = path.slice(AUTH_PATH.length);
  if (!OPEN.has(`${request.method} ${endpoint}`)) {
    throw new RequestRefused(404, 'NOT_FOUND', 'There is nothing here.');
  }
  const posted = request.method === 'POST' ? await readPosted(request) : undefined;
  const answer = await throttled(accounts, endpoint, request, posted, () =>
    accounts.auth.handler(asFetchRequest(accounts, request, endpoint, posted)),
  );
  response.statusCode = answer.status;
  response.setHeaders(withoutCookies(answer.headers));
  response.setHeader('cache-control', 'no-store');
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  response.end(Buffer.from(await answer.arrayBuffer()));
  // Who has signed out or changed their password is cut off wherever else they are connected.
  if (posted) await accounts.connections.check();
}

async function throttled(
  { throttle, site }: Accounts,
  endpoint: string,
  request: IncomingMessage,
  posted: Record<string, unknown> | undefined,
  answer: () => Promise<Response>,
): Promise<Response> {
  if (endpoint !== SIGN_IN) return answer();
  const address = site.addressOf(request);
  const account = String(posted?.['email']).toLowerCase();
  const waitS = await throttle.take(address, account);
  if (waitS !== undefined) {
    const message = `Too many tries. Try again in ${Math.ceil(waitS / 60)} minutes.`;
    throw new RequestRefused(429, 'TOO_MANY_REQUESTS', message, waitS);
  }
  const given = await answer();
  if (given.ok) await throttle.succeed(address, account);
  return given;
}

/** With what better-auth reads, and nothing that says where it comes from but what we saw. */
function asFetchRequest(
  { site }: Accounts,
  request: IncomingMessage,
  endpoint: string,
  posted: Record<string, unknown> | undefined,
): Request {
  const { method = 'GET', url = '', headers } = request;
  const passed = new Headers({ [ADDRESS_HEADER]: site.addressOf(request) });
  for (const name of ['cookie', 'origin', 'user-agent'] as const) {
    const value = headers[name];
    if (value) passed.set(name, value.slice(0, name === 'user-agent' ? 512 : undefined));
  }
  if (posted) passed.set('content-type', 'application/json');
  const body = posted ? JSON.stringify({ ...posted, ...FORCED[endpoint] }) : null;
  return new Request(new URL(url, site.originFor(headers)), { method, headers: passed, body });
}

const FORCED: Record<string, object | undefined> = {
  // Whoever knew the old password is out with it.
  '/change-password': { revokeOtherSessions: true },
};

function withoutCookies(headers: Headers): Headers {
  const others = new Headers(headers);
  others.delete('set-cookie');
  return others;
}
