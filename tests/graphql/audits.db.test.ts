import { auditServer } from 'graphql-http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStream } from '../../server/events/stream.ts';
import { startHttpServer, type HttpServer } from '../../server/http.ts';
import { useTestContext } from '../support/database.ts';

const ctx = useTestContext();
let server: HttpServer;

beforeAll(async () => {
  ctx.config.http.port = 0;
  server = await startHttpServer({ ctx, company: ctx.company, events: await openStream(ctx) });
});
afterAll(() => server.stop());

it('keeps to GraphQL over HTTP, audit by audit', async () => {
  const results = await auditServer({ url: `${server.url}/graphql` });
  expect(results.length).toBeGreaterThan(50);
  const missed = results.filter(({ status }) => status !== 'ok');
  expect(
    missed.map((r) => `${r.id} ${r.status} ${r.name}: ${'reason' in r ? r.reason : ''}`),
  ).toEqual([]);
});
