import { afterAll, beforeAll } from 'vitest';
import { startEvents } from '../../server/events/service.ts';
import { startHttpServer, type HttpServer } from '../../server/http.ts';
import type { TestContext } from '../support/database.ts';

type Headers = Record<string, string>;

export interface Told {
  status: number;
  headers: Response['headers'];
  body: { data?: Record<string, unknown> | null; errors?: ToldError[]; code?: string };
}

interface ToldError {
  message: string;
  extensions: { code: string };
}

export interface AccountsServer {
  url: string;
  /** Posts JSON to a path from a page of the server. */
  post: (path: string, body: object, headers?: Headers) => Promise<Told>;
  ask: (headers: Headers, query: string, variables?: object) => Promise<Told>;
}

/** The server in this process, for the tests of one file. */
export function useServer(
  ctx: TestContext,
  changes: () => Promise<object> = () => Promise.resolve({}),
): AccountsServer {
  const server: AccountsServer = {
    url: '',
    post: async (path, body, headers = {}) => {
      const response = await fetch(server.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: server.url, ...headers },
        body: JSON.stringify(body),
      });
      return told(response);
    },
    ask: (headers, query, variables) => server.post('/graphql', { query, variables }, headers),
  };
  let running: HttpServer;
  let stopEvents = () => Promise.resolve();
  beforeAll(async () => {
    const { postgresUrl } = ctx;
    const installation = Object.assign(ctx.installation, {
      config: { ...ctx.config, http: { host: '127.0.0.1', port: 0 }, ...(await changes()) },
    });
    const close = () => Promise.resolve();
    const events = await startEvents({ ctx: installation, postgresUrl, close });
    stopEvents = events.stop;
    running = await startHttpServer({ ctx: installation, events: events.stream });
    server.url = running.url;
  });
  afterAll(async () => {
    await running.stop();
    await stopEvents();
  });
  return server;
}

async function told(response: Response): Promise<Told> {
  const { status, headers } = response;
  const text = await response.text();
  return { status, headers, body: (text ? JSON.parse(text) : {}) as Told['body'] };
}

/** The cookie a browser keeps from the answer, as it sends it from a page of ours. */
export function cookieOf({ headers }: Told): Headers {
  const [cookie = ''] = headers.getSetCookie().map((line) => line.split(';')[0]!);
  return { cookie, 'x-pricelens-csrf': '1' };
}
