import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CompanyDatabases } from '../../server/core/company-databases.ts';
import { createLog } from '../../server/core/log.ts';
import { createPool } from '../../server/core/postgres.ts';
import { ROLES } from '../../server/core/roles.ts';
import { ShellDocument } from '../../web/src/lib/graphql/generated.ts';
import { useServer, type Told } from '../accounts/server.ts';
import { failure } from '../investigations/make.ts';
import { createKey, type TestKey } from '../support/accounts.ts';
import { useTestContext } from '../support/database.ts';

const BUDGET = 1_000;

const resources = new AsyncDisposableStack();
const ctx = useTestContext();
let sentBytes = 0;

/** A way to Postgres that counts what is sent on it. */
async function layCountingWire(url: string): Promise<string> {
  const { host, port, user, password, database } = new pg.Client(url);
  const server = createServer((near) => {
    const far = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
    near.on('data', (data: Buffer) => (sentBytes += data.length));
    near.pipe(far).pipe(near);
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      end.on('error', () => other.destroy());
      end.on('close', () => other.destroy());
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  resources.defer(() => void server.close());
  const end = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return `postgres://${user}:${encodeURIComponent(password ?? '')}@${end}/${database}`;
}

const server = useServer(ctx, async () => {
  const pool = createPool(
    await layCountingWire(ctx.postgresUrl),
    5,
    createLog('silent'),
    ROLES.company,
  );
  resources.defer(() => pool.end());
  Object.assign(ctx.installation, { companies: new CompanyDatabases(pool) });
  const { rows } = ctx.config.limits;
  return {
    limits: { ...ctx.config.limits, rows: { ...rows, ANALYST: BUDGET, INTEGRATION: BUDGET } },
  };
});
afterAll(() => resources.disposeAsync());

const PAGE = 'query ($n: Int!) { queue(first: $n) { edges { node { id } } } }';
const FIVE_PAGES = `query { ${['a', 'b', 'c', 'd', 'e'].map((a) => `${a}: queue(first: 500) { edges { node { id } } }`).join(' ')} }`;
const LOG = `mutation ($input: LogInvestigationEventInput!) {
  logInvestigationEvent(input: $input) { ... on LogInvestigationEventPayload { duplicate } } }`;

beforeAll(async () => {
  const robot = await createKey(ctx.installation, 'ROBOT');
  const { body } = await server.ask(robot.headers, LOG, { input: failure() });
  expect(body.errors).toBeUndefined();
});

const analyst = () => createKey(ctx.installation, 'ANALYST');
const page = ({ headers }: TestKey, n: number) => server.ask(headers, PAGE, { n });
const costOf = ({ body }: Told) => (body as { extensions?: { cost: object } }).extensions?.cost;

describe('An answer', () => {
  it('tells what it cost and what is left', async () => {
    const key = await analyst();
    expect(costOf(await page(key, 100))).toEqual({
      rows: 100,
      budget: { perMinute: BUDGET, left: 900 },
    });
    expect(costOf(await page(key, 100))).toMatchObject({ rows: 100 });
  });

  it('to what costs nothing says nothing of it', async () => {
    const robot = await createKey(ctx.installation, 'ROBOT');
    const { body } = await server.ask(robot.headers, LOG, { input: failure() });
    expect(body).toEqual({ data: { logInvestigationEvent: { duplicate: true } } });
  });
});

describe('What is over the budget', () => {
  it('of any minute is refused with what it would cost and how it costs less', async () => {
    const key = await analyst();
    const { status, headers, body } = await server.ask(key.headers, FIVE_PAGES);
    expect([status, headers.get('retry-after')]).toEqual([422, null]);
    const [error] = body.errors!;
    expect(error!.message).toBe(
      'This would touch about 2,500 rows, and ANALYST may have 1,000 touched in a minute. ' +
        'Most of them are for a (500): ask for fewer by `first`.',
    );
    expect(error!.extensions).toMatchObject({
      code: 'OVER_BUDGET',
      cost: { rows: 2_500, fields: [{ path: 'a', rows: 500 }, {}, {}, {}, {}] },
    });
    expect(body.data).toBeUndefined();
  });

  it('of this minute is refused until when it is not', async () => {
    const key = await analyst();
    expect((await page(key, 500)).status).toBe(200);
    expect((await page(key, 450)).status).toBe(200);
    const { status, headers, body } = await page(key, 400);
    expect(status).toBe(429);
    expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(body.errors![0]!.extensions.code).toBe('OVER_BUDGET');
    expect((await page(await analyst(), 400)).status).toBe(200);
  });

  it('sends nothing to Postgres', async () => {
    const key = await analyst();
    await page(key, 1); // whose key it is is known by now
    const before = sentBytes;
    expect((await server.ask(key.headers, FIVE_PAGES)).status).toBe(422);
    expect(sentBytes).toBe(before);
    await page(key, 2); // one that is not kept
    expect(sentBytes).toBeGreaterThan(before); // the wire counts
  });

  it('is refused as a subscription’s first word too', async () => {
    const { headers } = await analyst();
    const document = `subscription { investigationOpened { supplier {
      a: investigations(first: 500) { edges { node { supplier { name } } } }
      b: investigations(first: 500) { edges { node { supplier { name } } } } } } }`;
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
      body: JSON.stringify({ query: document }),
    });
    expect(await response.text()).toContain('OVER_BUDGET');
  });
});

describe('The dashboard’s own documents', () => {
  const post = ({ headers }: TestKey, body: object) => server.post('/graphql', body, headers);
  const { id } = ShellDocument.__meta__ as { id: string };

  it('are run by their ids, and whatever is left of the budget', async () => {
    const key = await analyst();
    await page(key, 500);
    await page(key, 500);
    expect((await page(key, 100)).status).toBe(429);
    const { status, body } = await post(key, { documentId: id });
    expect([status, body.data]).toEqual([
      200,
      expect.objectContaining({ company: expect.anything() }),
    ]);
  });

  it('are as dear as anybody’s where their text is sent', async () => {
    const key = await analyst();
    await page(key, 500);
    await page(key, 500);
    expect((await post(key, { query: ShellDocument.toString() })).status).toBe(429);
  });

  it('are known by no other id', async () => {
    const { status, body } = await post(await analyst(), { documentId: 'x' });
    expect([status, body.errors![0]!.extensions.code]).toEqual([400, 'DOCUMENT_NOT_FOUND']);
  });
});

describe('A dry run', () => {
  const dryRun = ({ headers }: TestKey, query: string) =>
    server.ask({ ...headers, 'x-pricelens-dry-run': '1' }, query);

  it('tells the cost by field, and neither does nor counts anything', async () => {
    const key = await analyst();
    await page(key, 1);
    const before = sentBytes;
    const told = await dryRun(key, FIVE_PAGES);
    expect([told.status, told.body.data, sentBytes]).toEqual([200, null, before]);
    expect(costOf(told)).toMatchObject({ rows: 2_500, fields: { length: 5 } });
    expect((await page(key, 500)).status).toBe(200);
  });

  it('changes nothing', async () => {
    const robot = await createKey(ctx.installation, 'ROBOT');
    const input = `{eventAt: "2026-11-20T10:00:00Z", supplierId: 99, errorId: 1, errorText: "x", stage: "y"}`;
    await dryRun(robot, `mutation { logInvestigationEvent(input: ${input}) { __typename } }`);
    const { rows } = await ctx.owner.query('SELECT FROM investigation WHERE supid = 99');
    expect(rows).toHaveLength(0);
  });
});
