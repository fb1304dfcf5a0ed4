import { auditServer } from 'graphql-http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStream } from '../../server/events/stream.ts';
import { startHttpServer, type HttpServer } from '../../server/http.ts';
import { createKey, type TestKey } from '../support/accounts.ts';
import { useTestContext } from '../support/database.ts';

const ctx = useTestContext();
let server: HttpServer;
let key: TestKey;

beforeAll(async () => {
  ctx.config.http.port = 0;
  const { installation } = ctx;
  const events = await openStream(installation);
  server = await startHttpServer({ ctx: installation, events });
  key = await createKey(installation, 'INTEGRATION');
});
afterAll(() => server.stop());

it('keeps to GraphQL over HTTP, audit by audit', async () => {
  const results = await auditServer({
    url: `${server.url}/graphql`,
    fetchFn: (url: string, init: RequestInit = {}) =>
      fetch(url, { ...init, headers: { ...init.headers, ...key.headers } }),
  });
  expect(results.length).toBeGreaterThan(50);
  const missed = results.filter(({ status }) => status !== 'ok');
  expect(
    missed.map((r) => `${r.id} ${r.status} ${r.name}: ${'reason' in r ? r.reason : ''}`),
  ).toEqual([]);
});
