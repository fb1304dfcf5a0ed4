import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { refreshProfiles } from '../../server/feeds/refresh-profiles.ts';
import { useServer } from '../accounts/server.ts';
import { failure } from '../investigations/make.ts';
import { createKey, createPerson } from '../support/accounts.ts';
import { useTestContext } from '../support/database.ts';

interface Example {
  topic: string;
  title: string;
  query: string;
}

const FILE = new URL('../../server/graphql/graphiql/examples.json', import.meta.url);
const examples = JSON.parse(readFileSync(FILE, 'utf8')) as Example[];

const ctx = useTestContext({ warehouse: true });
const server = useServer(ctx);
let cookie: Record<string, string>;

// A supplier that came every day until it fell silent, and a failure of another.
beforeAll(async () => {
  ({ headers: cookie } = await createPerson(ctx.installation, 'ANALYST'));
  await ctx.clickhouse.command({
    query: `INSERT INTO sup_stat.dif_step_1 (dateupd, supid, sku, qty, price)
      SELECT toDate('2026-10-01') + number, 1, 'a', 1, 1 FROM numbers(40)`,
  });
  await ctx.clickhouse.command({
    query: `INSERT INTO sup_stat.dif_errors (dt, supid, error_id) SELECT toDateTime('2026-11-19 10:00:00', 'UTC'), 1, 3`,
  });
  await refreshProfiles(ctx, '2026-11-20', () => Promise.resolve());
  const robot = await createKey(ctx.installation, 'ROBOT');
  const log = `mutation ($input: LogInvestigationEventInput!) {
    logInvestigationEvent(input: $input) { __typename } }`;
  await server.ask(robot.headers, log, { input: failure({ supplierId: 1 }) });
  await ctx.owner.query(
    `INSERT INTO job_run (id, company_id, job, for_date, state, queued_at)
     VALUES (gen_random_uuid(), $1, 'prune', '2026-11-20', 'DONE', now())`,
    [ctx.company.id],
  );
});

const page = (path: string, headers: Record<string, string> = {}) =>
  fetch(server.url + path, { headers: { accept: 'text/html', ...headers }, redirect: 'manual' });

describe('GraphiQL', () => {
  it.each(['/graphql', '/graphql/reference'])('shows %s to who is signed in', async (path) => {
    const response = await page(path, cookie);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toMatch(
      /default-src 'none'; script-src 'self';/,
    );
    expect(await response.text()).toContain('Pricelens');
  });

  it.each(['/graphql', '/graphql/reference'])(
    'sends others from %s to the sign-in',
    async (path) => {
      const response = await page(path);
      expect([response.status, response.headers.get('location')]).toEqual([
        302,
        `/sign-in?to=${encodeURIComponent(path)}`,
      ]);
    },
  );

  it('has all its parts from here', async () => {
    const html = await (await page('/graphql', cookie)).text();
    const parts = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, part]) => part!);
    expect(parts.filter((part) => !part.startsWith('/'))).toEqual([]);
    for (const part of parts.filter((one) => one.startsWith('/graphiql/'))) {
      expect((await page(part)).status).toBe(200);
    }
  });

  describe('has examples that answer with something', () => {
    it.each(
      examples.filter(({ query }) => query.startsWith('query')).map((e) => [e.title, e.query]),
    )('%s', async (_, query) => {
      const { body } = await server.ask(cookie, query);
      expect(body.errors).toBeUndefined();
      expect(JSON.stringify(body.data)).toMatch(/"(edges|aggregate)":\[\{/);
    });
  });
});

describe('The reference', () => {
  it('has every type, and what is said of it', async () => {
    const html = await (await page('/graphql/reference', cookie)).text();
    for (const name of ['Query', 'Supplier', 'QueueFilter', 'QueuePreset', 'DateTime']) {
      expect(html).toContain(`<h3 id="${name}">`);
    }
    expect(html).toContain('Somebody who sends us price lists again and again.');
    expect(html).not.toContain('undefined');
  });
});
