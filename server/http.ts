import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sirv from 'sirv';
import { DomainError } from './core/errors.ts';
import { asRequest } from './core/log.ts';
import { serveEventStream, wantsEventStream } from './graphql/event-stream.ts';
import { LiveResultsFactory } from './graphql/live-results.ts';
import { createErrorMask } from './graphql/mask-error.ts';
import { isSameOrigin } from './graphql/origin.ts';
import { servePostedOperation } from './graphql/posted-operation.ts';
import { serveWebSockets, type LiveDoor } from './graphql/websocket.ts';
import { ANYONE, createGraphQLServer, type ApiContext } from './graphql/yoga.ts';
import { serveFile } from './investigations/file-door.ts';
import { isForRobots, serveRobots } from './robots/doors.ts';

const DASHBOARD = new URL('../web/build/', import.meta.url).pathname;
const MAX_BODY_BYTES = 5 * 1024 * 1024; // a batch of 1,000 events, several times over
const REQUEST_TIMEOUT_MS = 30_000;

export interface HttpServer {
  /** Where it listens, e.g. `http://127.0.0.1:4000`. */
  url: string;
  /** Lets requests under way end, closes sockets, then stops. */
  stop: () => Promise<void>;
}

/** Serves the API, live events, files and the dashboard on one port. */
export async function startHttpServer(api: ApiContext): Promise<HttpServer> {
  const { config, log } = api.ctx;
  const mask = createErrorMask(log);
  const yoga = createGraphQLServer(api, mask);
  const results = new LiveResultsFactory(mask);
  const door: LiveDoor = { yoga, mask, log, results, eventStreams: new Set() };
  const inCompany = { ...api.ctx, company: api.company, actor: ANYONE };
  const serveDashboard = sirv(DASHBOARD, {
    single: 'index.html',
    etag: true,
    gzip: true,
    setHeaders,
  });
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) =>
    asRequest((requestId) => {
      response.setHeader('x-request-id', requestId);
      const path = request.url?.split('?')[0];
      if (path === '/graphql') {
        if (!admit(request, response)) return;
        if (wantsEventStream(request)) void serveEventStream(door, request, response);
        else if (request.method === 'POST') void servePostedOperation(door, request, response);
        else void yoga(request, response);
      } else if (path?.startsWith('/files/')) {
        if (admitOrigin(request, response)) void serveFile(inCompany, request, response);
      } else if (isForRobots(path)) {
        if (admitOrigin(request, response)) serveRobots(inCompany, path, request, response);
      } else if (path === '/health') {
        response.end('ok');
      } else {
        serveDashboard(request, response, () => {
          refuse(response, 404, 'There is nothing here.');
        });
      }
    }),
  );
  const stopWebSockets = serveWebSockets(server, door);
  await listen(server, config.http.port, config.http.host);
  return {
    url: `http://${config.http.host}:${(server.address() as AddressInfo).port}`, // it listens on TCP
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      // Cut rather than completed, so that their readers come back, to another server.
      for (const stream of door.eventStreams) stream.destroy();
      await stopWebSockets();
      server.closeIdleConnections();
      await closed;
    },
  };
}

/** Lets through only what a page of our own or a program sends. */
function admitOrigin({ headers }: IncomingMessage, response: ServerResponse): boolean {
  return isSameOrigin(headers) || refuse(response, 403, 'This origin may not use the API.');
}

/**
 * The same for operations. A foreign page can post forms, text and multipart without asking, so only
 * JSON is taken.
 */
function admit(request: IncomingMessage, response: ServerResponse): boolean {
  const { method, headers } = request;
  if (!admitOrigin(request, response)) return false;
  if (method !== 'POST') return true;
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
    return refuse(response, 415, 'Send the operation as application/json.');
  }
  if (headers['content-length'] === undefined) {
    return refuse(response, 411, 'Say how long the body is: send Content-Length.');
  }
  if (Number(headers['content-length']) > MAX_BODY_BYTES) {
    return refuse(response, 413, `The body is over ${MAX_BODY_BYTES} bytes; send smaller batches.`);
  }
  return true;
}

/** In the shape of a GraphQL answer, which is what callers of the API read. */
function refuse(response: ServerResponse, status: number, message: string): false {
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify({ errors: [{ message }] }));
  return false;
}

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
