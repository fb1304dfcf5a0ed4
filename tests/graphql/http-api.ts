import { afterAll, beforeAll } from 'vitest';
import { openStream } from '../../server/events/stream.ts';
import { startHttpServer } from '../../server/http.ts';
import { createKey, createPerson } from '../support/accounts.ts';
import type { TestContext } from '../support/database.ts';

export interface HttpAnswer {
  status: number;
  type: string | null;
  body: unknown;
}

export interface HttpApi {
  /** Posts the text, or the value as JSON, from the page of a signed-in admin. */
  post: (body: unknown, accept?: string) => Promise<HttpAnswer>;
  /** The same with a robot's key. */
  postAsRobot: (body: unknown) => Promise<HttpAnswer>;
}

/** The API as pages reach it, on any free port, for the tests of one file. */
export function useHttpApi(ctx: TestContext): HttpApi {
  let url = '';
  let ofPage = {};
  let ofRobot = {};
  let stop = () => Promise.resolve();
  beforeAll(async () => {
    const { installation } = ctx;
    const config = { ...ctx.config, http: { host: '127.0.0.1', port: 0 } };
    const events = await openStream(installation);
    ({ headers: ofPage } = await createPerson(installation, 'ADMIN'));
    ({ headers: ofRobot } = await createKey(installation, 'ROBOT'));
    ({ url, stop } = await startHttpServer({ ctx: { ...installation, config }, events }));
  });
  afterAll(() => stop());
  const send = async (body: unknown, accept: string, headers: object): Promise<HttpAnswer> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const { status, headers: answered } = response;
    return { status, type: answered.get('content-type'), body: await response.json() };
  };
  return {
    post: (body, accept = 'application/json') => send(body, accept, ofPage),
    postAsRobot: (body) => send(body, 'application/json', ofRobot),
  };
}
