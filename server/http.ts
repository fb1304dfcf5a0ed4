import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sirv, { type RequestHandler } from 'sirv';
import { openAccounts } from './accounts/accounts.ts';
import { isForAccounts, serveAccounts } from './accounts/door.ts';
import type { Context } from './core/context.ts';
import { DomainError } from './core/errors.ts';
import { asRequest } from './core/log.ts';
import { setSecurityHeaders } from './core/security-headers.ts';
import { Statistics } from './core/statistics.ts';
import type { EventStream } from './events/stream.ts';
import { EventStreams } from './graphql/event-streams.ts';
import { serveDownload } from './graphql/export/export-door.ts';
import { isForGraphiql, serveGraphiql } from './graphql/graphiql-door.ts';
import { serveGraphQL } from './graphql/http-door.ts';
import { LiveResultsFactory } from './graphql/live-results.ts';
import { createErrorMask } from './graphql/mask-error.ts';
import { FOREIGN_ORIGIN, refuse, type Refusal } from './graphql/refusal.ts';
import { serveWebSockets, type LiveDoor } from './graphql/websocket.ts';
import { createGraphQLServer } from './graphql/yoga.ts';
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

/** What is served. */
export interface Served {
  ctx: Context;
  events: EventStream;
  /** The person that any visitor may be; absent: there is no demo. */
  demoPersonId?: string | undefined;
}

/** Serves the API, live events, files and the dashboard on one port. */
export async function startHttpServer(served: Served): Promise<HttpServer> {
  const { config } = served.ctx;
  const doors = await openDoors(served);
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
      for (const answer of doors.live.exports) answer.destroy();
      await stopWebSockets();
      server.closeIdleConnections();
      await closed;
      doors.live.statistics.stop();
      await doors.live.accounts.callers.stop();
    },
  };
}

interface Doors {
  ctx: Context;
  live: LiveDoor;
  serveDashboard: RequestHandler;
}

async function openDoors({ ctx, events, demoPersonId }: Served): Promise<Doors> {
  const mask = createErrorMask(ctx.log);
  const accounts = await openAccounts(ctx, demoPersonId);
  const statistics = new Statistics(ctx);
  await statistics.start();
  return {
    ctx,
    live: {
      accounts,
      statistics,
      yoga: createGraphQLServer({ ctx, accounts, events }, mask),
      mask,
      log: ctx.log,
      results: new LiveResultsFactory(mask),
      eventStreams: new EventStreams(),
      exports: new Set(),
    },
    serveDashboard: sirv(DASHBOARD, {
      single: 'index.html',
      etag: true,
      gzip: true,
      setHeaders: setCacheControl,
    }),
  };
}

function serve(
  { ctx, live, serveDashboard }: Doors,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { accounts } = live;
  const { site, callers } = accounts;
  setSecurityHeaders(response, site);
  const path = request.url?.split('?')[0] ?? '';
  if (path === '/health') response.end('ok');
  else if (!site.isOurHost(request.headers)) refuse(response, FOREIGN_HOST);
  else if (isForGraphiql(path, request)) void serveGraphiql(accounts, path, request, response);
  else if (path === '/graphql') void serveGraphQL(live, request, response);
  else if (!site.isAdmitted(request.headers)) refuse(response, FOREIGN_ORIGIN);
  else if (isForAccounts(path)) void serveAccounts(accounts, path, request, response);
  else if (path.startsWith('/files/')) void serveFile(ctx, callers, request, response);
  else if (path.startsWith('/export/')) void serveDownload(live, request, response);
  else if (isForRobots(path)) serveRobots(ctx, accounts, path, request, response);
  else serveDashboard(request, response, () => refuse(response, NOTHING_HERE));
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

/** SvelteKit names some files by their content. */
function setCacheControl(response: ServerResponse, path: string): void {
  const forGood = 'public, max-age=31536000, immutable';
  response.setHeader('cache-control', path.includes('/immutable/') ? forGood : 'no-cache');
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
