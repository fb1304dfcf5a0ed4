import { expect, it } from 'vitest';
import { openStream } from '../../server/events/stream.ts';
import { startHttpServer } from '../../server/http.ts';
import { createPerson } from '../support/accounts.ts';
import { openDatabases, useTestContext } from '../support/database.ts';

const ctx = useTestContext();

it('a file that cannot be had while Postgres is away may be asked for again', async () => {
  await using resources = new AsyncDisposableStack();
  const { installation } = ctx;
  const { headers } = await createPerson(installation, 'OPERATOR', ctx.company.id);
  const { companies } = openDatabases('postgres://nobody@127.0.0.1:1/nowhere', resources);
  const config = { ...ctx.config, http: { host: '127.0.0.1', port: 0 } };
  const events = await openStream(installation);
  const server = await startHttpServer({ ctx: { ...installation, companies, config }, events });
  resources.defer(server.stop);
  const answer = await fetch(`${server.url}/files/01a200ee-43be-7641-b28b-eeca6947ba23`, {
    headers: headers as Record<string, string>,
  });
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('5');
});
