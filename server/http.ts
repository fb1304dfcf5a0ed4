import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sirv, { type RequestHandler } from 'sirv';
import { Authenticator } from './accounts/authenticator.ts';
import { findSecret } from './accounts/secret.ts';
import { SessionCookie, sessionCookieName } from './accounts/session-cookie.ts';
import type { Context } from './core/context.ts';
import { DomainError } from './core/errors.ts';
import { asRequest } from './core/log.ts';
import { Site } from './core/site.ts';
import { EventStreams } from './graphql/event-streams.ts';
import { serveGraphQL } from './graphql/http-door.ts';
import { LiveResultsFactory } from './graphql/live-results.ts';
import { createErrorMask } from './graphql/mask-error.ts';
import { FOREIGN_ORIGIN, refuse, type Refusal } from './graphql/refusal.ts';
import { serveWebSockets, type LiveDoor } from './graphql/websocket.ts';
import { createGraphQLServer, type ApiContext } from './graphql/yoga.ts';
import { serveFile } from './investigations/file-door.ts';
import { isForRobots, serveRobots } from './robots/doors.ts';

const DASHBOARD = new URL('../web/build/', import.meta.url).pathname;
const REQUEST_TIMEOUT_MS = 30_000;

export interface HttpServer {
  /** Where it listens, e.g. `http://127.0.0.1:4000`. */
  url: string;
  /** Lets requests under way end, closes sockets, then stops. */
  stop: () => Promise<void>;
}

/** Serves the API, live events, files and the dashboard on one port. */
export async function startHttpServer(api: ApiContext): Promise<HttpServer> {
  const { config } = api.ctx;
  const doors = await openDoors(api);
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) =>
    asRequest((requestId) => {
      response.setHeader('x-request-id', requestId);
      serve(doors, request, response);
    }),
  );
  const stopWebSockets = serveWebSockets(server, doors.live);
  await listen(server, config.http.port, config.http.host);
  return {
    url: `http://${config.http.host}:${(server.address() as AddressInfo).port}`, // it listens on TCP
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      // Cut rather than completed, so that their readers come back, to another server.
      doors.live.eventStreams.close();
      await stopWebSockets();
      server.closeIdleConnections();
      await closed;
      await doors.live.callers.stop();
    },
  };
}

interface Doors {
  ctx: Context;
  live: LiveDoor;
  serveDashboard: RequestHandler;
}

async function openDoors(api: ApiContext): Promise<Doors> {
  const { ctx } = api;
  const { config, log } = ctx;
  const mask = createErrorMask(log);
  const site = new Site(config);
  const cookie = new SessionCookie(sessionCookieName(site), await findSecret(ctx));
  return {
    ctx,
    live: {
      site,
      callers: new Authenticator(ctx, cookie),
      yoga: createGraphQLServer(api, mask),
      mask,
      log,
      results: new LiveResultsFactory(mask),
      eventStreams: new EventStreams(),
    },
    serveDashboard: sirv(DASHBOARD, { single: 'index.html', etag: true, gzip: true, setHeaders }),
  };
}

function serve(
  { ctx, live, serveDashboard }: Doors,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { site, callers } = live;
  const path = request.url?.split('?')[0];
  if (path === '/health') response.end('ok');
  else if (!site.isOurHost(request.headers)) refuse(response, FOREIGN_HOST);
  else if (path === '/graphql') void serveGraphQL(live, request, response);
  else if (path?.startsWith('/files/')) {
    if (site.isAdmitted(request.headers)) void serveFile(ctx, callers, request, response);
    else refuse(response, FOREIGN_ORIGIN);
  } else if (isForRobots(path)) {
    if (site.isAdmitted(request.headers)) serveRobots(ctx, callers, path, request, response);
    else refuse(response, FOREIGN_ORIGIN);
  } else serveDashboard(request, response, () => refuse(response, NOTHING_HERE));
}

const FOREIGN_HOST: Refusal = {
  status: 421,
  code: 'MISDIRECTED',
  message: 'This server is not known by that name; PUBLIC_URL can say that it is.',
};
const NOTHING_HERE: Refusal = {
  status: 404,
  code: 'NOT_FOUND',
  message: 'There is nothing here.',
};

function setHeaders(response: ServerResponse, path: string): void {
  // SvelteKit names these files by their content.
  if (path.includes('/immutable/')) {
    response.setHeader('cache-control', 'public, max-age=31536000, immutable');
  } else response.setHeader('cache-control', 'no-cache');
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'same-origin');
}

/** Another program listens where this one should. */
class AddressInUse extends DomainError {
  constructor(host: string, port: number) {
    super('ADDRESS_IN_USE', `Port ${port} of ${host} is taken; stop what uses it, or set PORT.`);
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new AddressInUse(host, port) : error);
    });
    server.listen(port, host, resolve);
  });
}
