import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sirv, { type RequestHandler } from 'sirv';
import { openAccounts } from './accounts/accounts.ts';
import { isForAccounts, serveAccounts } from './accounts/door.ts';
import type { Context } from './core/context.ts';
import { requestSeconds } from './core/counters.ts';
import { DomainError } from './core/errors.ts';
import { InFlight } from './core/in-flight.ts';
import { asRequest } from './core/log.ts';
import { setSecurityHeaders } from './core/security-headers.ts';
import { Statistics } from './core/statistics.ts';
import { tracedRequest } from './core/tracing.ts';
import type { EventStream } from './events/stream.ts';
import { EventStreams } from './graphql/event-streams.ts';
import { serveDownload } from './graphql/export/export-door.ts';
import { OpenExports } from './graphql/export/open-exports.ts';
import { isForGraphiql, serveGraphiql } from './graphql/graphiql-door.ts';
import { serveGraphQL } from './graphql/http-door.ts';
import { LiveResultsFactory } from './graphql/live-results.ts';
import { createErrorMask } from './graphql/mask-error.ts';
import { FOREIGN_ORIGIN, refuse, type Refusal } from './graphql/refusal.ts';
import { serveWebSockets, type LiveDoor } from './graphql/websocket.ts';
import { createGraphQLServer } from './graphql/yoga.ts';
import { serveMetrics } from './health/metrics-door.ts';
import { serveHealth, serveReadiness } from './health/probe-door.ts';
import { ReadinessProbe } from './health/readiness.ts';
import { serveFile } from './investigations/file-door.ts';
import { isForRobots, serveRobots } from './robots/doors.ts';

const DASHBOARD = new URL('../web/build/', import.meta.url).pathname;
const REQUEST_TIMEOUT_MS = 30_000;
// Of the 10 s in which a process ends.
const GOODBYE_MS = 500;
const DRAIN_MS = 5_000;

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
      trackAnswer(doors, response);
      measure(request, response);
      tracedRequest(request, response, () => {
        const work = serve(doors, request, response);
        if (work) void doors.live.inFlight.track(work);
      });
    }),
  );
  const stopWebSockets = serveWebSockets(server, doors.live);
  await listen(server, config.http.port, config.http.host);
  return {
    url: `http://${config.http.host}:${(server.address() as AddressInfo).port}`, // it listens on TCP
    stop: async () => {
      const { inFlight, eventStreams, exports, statistics } = doors.live;
      doors.isStopping = true;
      doors.answers.forEach(closeAfter);
      doors.probe.stop();
      const closed = new Promise((resolve) => server.close(resolve));
      // Cut rather than completed, so that their readers come back, to another server.
      served.events.dismiss();
      exports.close();
      await inFlight.settled(GOODBYE_MS);
      eventStreams.close(); // of those who take nothing any more
      await inFlight.settled(DRAIN_MS);
      await stopWebSockets();
      server.closeAllConnections();
      await closed;
      statistics.stop();
      await doors.live.accounts.callers.stop();
    },
  };
}

interface Doors {
  ctx: Context;
  probe: ReadinessProbe;
  isStopping: boolean;
  /** Those under way. */
  answers: Set<ServerResponse>;
  events: EventStream;
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
    probe: new ReadinessProbe(ctx),
    isStopping: false,
    answers: new Set(),
    events,
    live: {
      accounts,
      statistics,
      yoga: createGraphQLServer({ ctx, accounts, events }, mask),
      mask,
      log: ctx.log,
      results: new LiveResultsFactory(mask),
      eventStreams: new EventStreams(),
      exports: new OpenExports(),
      inFlight: new InFlight(),
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
  { ctx, events, probe, live, serveDashboard }: Doors,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> | void {
  const { accounts } = live;
  const { site, callers } = accounts;
  setSecurityHeaders(response, site);
  const path = request.url?.split('?')[0] ?? '';
  if (path === '/health') return serveHealth(response);
  if (path === '/ready') return serveReadiness(probe, response);
  if (!site.isOurHost(request.headers)) return refuse(response, FOREIGN_HOST);
  if (isForGraphiql(path, request)) return serveGraphiql(accounts, path, request, response);
  if (path === '/graphql') return serveGraphQL(live, request, response);
  if (!site.isAdmitted(request.headers)) return refuse(response, FOREIGN_ORIGIN);
  if (path === '/metrics') return serveMetrics(ctx, events, request, response);
  if (isForAccounts(path)) return serveAccounts(accounts, path, request, response);
  if (path.startsWith('/files/')) return serveFile(ctx, callers, request, response);
  if (path.startsWith('/export/')) return serveDownload(live, request, response);
  if (isForRobots(path)) return serveRobots(ctx, accounts, path, request, response);
  // not what it returns, which for a page that the browser has is no promise
  serveDashboard(request, response, () => refuse(response, NOTHING_HERE));
}

/** Counts a request when it is over: answered to its end, or its client gone. */
function measure(request: IncomingMessage, response: ServerResponse): void {
  const first = /^\/([a-z]*)/.exec(request.url ?? '')?.[1];
  const door = DOORS.find((name) => name === first) ?? 'dashboard';
  const end = requestSeconds.startTimer({ door });
  response.once('close', () =>
    end({ status: response.writableFinished ? response.statusCode : 'cut' }),
  );
}

/** Paths begin with them; what anybody else asks for is a page. */
const DOORS = ['graphql', 'api', 'files', 'export', 'robots', 'health', 'ready', 'metrics'];

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

function trackAnswer({ answers, isStopping }: Doors, response: ServerResponse): void {
  if (isStopping) closeAfter(response);
  answers.add(response);
  response.once('close', () => answers.delete(response));
}

/** Tells the client to send its next request elsewhere, rather than into a connection that ends. */
function closeAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
}

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
