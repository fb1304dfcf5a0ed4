import { afterAll, beforeAll } from 'vitest';
import { openStream } from '../../server/events/stream.ts';
import { startHttpServer } from '../../server/http.ts';
import type { TestContext } from '../support/database.ts';

export interface HttpAnswer {
  status: number;
  type: string | null;
  body: unknown;
}

export interface HttpApi {
  /** Posts the text, or the value as JSON. */
  post: (body: unknown, accept?: string) => Promise<HttpAnswer>;
}

/** The API as robots and pages reach it, on any free port, for the tests of one file. */
export function useHttpApi(ctx: TestContext): HttpApi {
  let url = '';
  let stop = () => Promise.resolve();
  beforeAll(async () => {
    const config = { ...ctx.config, http: { host: '127.0.0.1', port: 0 } };
    const events = await openStream(ctx);
    const server = await startHttpServer({ ctx: { ...ctx, config }, company: ctx.company, events });
    ({ url, stop } = server);
  });
  afterAll(() => stop());
  return {
    post: async (body, accept = 'application/json') => {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      const { status, headers } = response;
      return { status, type: headers.get('content-type'), body: await response.json() };
    },
  };
}
