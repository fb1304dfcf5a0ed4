import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sequenceEvents } from '../../server/events/sequencer.ts';
import { openStream, type EventStream } from '../../server/events/stream.ts';
import { isForSender } from '../../server/health/metrics-door.ts';
import { startHttpServer, type HttpServer } from '../../server/http.ts';
import { append, event } from '../events/make.ts';
import { failure } from '../investigations/make.ts';
import { createKey, createPerson } from '../support/accounts.ts';
import { emptyDatabase, useTestContext } from '../support/database.ts';
import { emptyWarehouse, insertFailures, insertSuccesses } from '../support/warehouse-rows.ts';

const ctx = useTestContext({ warehouse: true });
const MINUTE_MS = 60_000;
const TOKEN = 'a token of sixteen or more';

let events: EventStream;
let server: HttpServer;
let ofPage: Record<string, string>;
let ofRobot: Record<string, string>;

beforeAll(async () => {
  // not followed: what is handed out is said by each test
  events = await openStream(ctx.installation);
  const config = { ...ctx.config, http: { host: '127.0.0.1', port: 0 } };
  server = await startHttpServer({ ctx: { ...ctx.installation, config }, events });
  ({ headers: ofPage } = await createPerson(ctx.installation, 'ADMIN'));
  ({ headers: ofRobot } = await createKey(ctx.installation, 'ROBOT'));
});
afterAll(() => server.stop());

beforeEach(async () => {
  await emptyDatabase(ctx);
  await emptyWarehouse(ctx.clickhouse);
  await sequenceEvents(ctx.installation);
  await events.catchUp();
  ctx.setNow(new Date(ctx.now().getTime() + 2 * MINUTE_MS)); // past what is kept of the warehouse
});

const scrape = async () => (await fetch(`${server.url}/metrics`)).text();

/** A series' value; undefined where it is absent. */
async function read(series: string): Promise<number | undefined> {
  const line = (await scrape()).split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

/** By how much a series grows while `work` is done. */
async function growth(series: string, work: () => Promise<unknown>): Promise<number> {
  const before = (await read(series)) ?? 0;
  await work();
  return ((await read(series)) ?? 0) - before;
}

const ask = (query: string, headers = ofPage) =>
  fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  }).then((response) => response.text());

describe('what a server counts', () => {
  it('is its requests, by door and status', async () => {
    const series = (door: string, status: number) =>
      `pricelens_http_request_duration_seconds_count{door="${door}",status="${status}"}`;
    expect(await growth(series('graphql', 200), () => ask('{ me { id } }'))).toBe(1);
    expect(await growth(series('graphql', 401), () => ask('{ me { id } }', {}))).toBe(1);
    const anywhere = () => fetch(`${server.url}/nowhere/${randomUUID()}.js`);
    expect(await growth(series('dashboard', 404), anywhere)).toBe(1);
    const etag = (await fetch(`${server.url}/`)).headers.get('etag') ?? '';
    const again = () => fetch(`${server.url}/`, { headers: { 'if-none-match': etag } });
    expect(await growth(series('dashboard', 304), again)).toBe(1);
  });

  it('is its operations, by their first field and never by a name somebody made up', async () => {
    const series = (operation: string, outcome: string) =>
      `pricelens_operation_duration_seconds_count{operation="${operation}",outcome="${outcome}"}`;
    expect(await growth(series('me', 'ok'), () => ask('query Mine { me { id } }'))).toBe(1);
    expect(await growth(series('jobs', 'failed'), () => ask('{ jobs { name } }', ofRobot))).toBe(1);
    expect(await scrape()).not.toContain('Mine');
  });

  it.each([
    ['FORBIDDEN', () => ask('{ jobs { name } }', ofRobot)],
    ['UNAUTHENTICATED', () => ask('{ me { id } }', {})],
    ['UNKNOWN_JOB', () => ask('mutation { runJob(name: "nothing") { __typename } }')],
  ])('is its errors, by code: %s', async (code, provoke) => {
    expect(await growth(`pricelens_errors_total{code="${code}"}`, provoke)).toBe(1);
  });

  it('is what it tells robots of, too', async () => {
    const report = () =>
      fetch(`${server.url}/api/v1/pricelens/log_event/`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...ofRobot },
        body: '{}',
      });
    expect(await growth('pricelens_errors_total{code="INVALID_INPUT"}', report)).toBe(1);
  });
});

describe('what a server reads when it is asked', () => {
  it('is who follows events here', async () => {
    expect(await read('pricelens_subscribers')).toBe(0);
    const reader = events.subscribe(ctx.company.id, {});
    expect(await read('pricelens_subscribers')).toBe(1);
    await reader.return();
    expect(await read('pricelens_subscribers')).toBe(0);
  });

  it('is how far events are behind: before they have a number, and then before they are read', async () => {
    expect(await read('pricelens_sequencer_lag_seconds')).toBe(0);
    await append(ctx, event(1), event(2));
    await ctx.owner.query("UPDATE event SET at = now() - interval '1 minute'");
    expect(await read('pricelens_unnumbered_events')).toBe(2);
    expect(await read('pricelens_sequencer_lag_seconds')).toBeGreaterThanOrEqual(60);
    expect(await read('pricelens_event_lag_seconds')).toBe(0);

    await sequenceEvents(ctx.installation);
    expect(await read('pricelens_unnumbered_events')).toBe(0);
    expect(await read('pricelens_sequencer_lag_seconds')).toBe(0);
    expect(await read('pricelens_event_lag_seconds')).toBeGreaterThanOrEqual(60);

    await events.catchUp();
    expect(await read('pricelens_event_lag_seconds')).toBe(0);
  });

  it('is how many cases are open', async () => {
    const series = 'pricelens_open_cases{company="default"}';
    expect(await read(series)).toBe(0);
    const input = JSON.stringify(failure()).replace(/"(\w+)":/g, '$1:');
    await ask(`mutation { logInvestigationEvent(input: ${input}) { __typename } }`, ofRobot);
    expect(await read(series)).toBe(1);
  });

  it('is how jobs go: the newest runs, the one at work, the last that ended well', async () => {
    const job = 'prune';
    const state = (name: string) => `pricelens_job_runs{job_name="${job}",state="${name}"}`;
    expect(await read(`pricelens_job_last_success_timestamp_seconds{job_name="${job}"}`)).toBe(0);
    const row = { companyId: ctx.company.id, job, queuedAt: ctx.now() };
    const finishedAt = new Date('2026-11-19T00:31:00Z');
    await ctx.db.jobRun.createMany({
      data: [
        { ...row, id: randomUUID(), forDate: new Date('2026-11-19'), state: 'DONE', finishedAt },
        {
          ...row,
          id: randomUUID(),
          forDate: new Date('2026-11-20'),
          state: 'RUNNING',
          startedAt: new Date(Date.now() - MINUTE_MS),
        },
      ],
    });
    expect(await read(state('RUNNING'))).toBe(1);
    expect(await read(state('DONE'))).toBe(0);
    expect(await read(`pricelens_job_running_seconds{job_name="${job}"}`)).toBeGreaterThanOrEqual(
      59,
    );
    expect(await read(`pricelens_job_last_success_timestamp_seconds{job_name="${job}"}`)).toBe(
      finishedAt.getTime() / 1000,
    );
  });

  it('is how new the warehouse is, rows of days to come apart', async () => {
    const series = 'pricelens_warehouse_newest_day_timestamp_seconds{company="default"}';
    expect(await read(series)).toBeUndefined();
    await insertSuccesses(ctx.clickhouse, [
      { supid: 1, dateupd: '2026-11-18' },
      { supid: 1, dateupd: '2027-11-18' },
    ]);
    ctx.setNow(new Date(ctx.now().getTime() + 2 * MINUTE_MS));
    expect(await read(series)).toBe(Date.parse('2026-11-18') / 1000);
    await insertFailures(ctx.clickhouse, [{ dt: '2026-11-19 10:00:00', supid: 1, error_id: 1 }]);
    ctx.setNow(new Date(ctx.now().getTime() + 2 * MINUTE_MS));
    expect(await read(series)).toBe(Date.parse('2026-11-19') / 1000);
  });

  it('is who works with Postgres and who waits', async () => {
    const pool = ctx.companies.connections;
    const busy = 'pricelens_pool_connections{pool="company",state="busy"}';
    const waiting = 'pricelens_pool_waiting{pool="company"}';
    const clients = await Promise.all(
      Array.from({ length: pool.options.max }, () => pool.connect()),
    );
    const late = pool.connect();
    try {
      expect(await read(busy)).toBe(clients.length);
      expect(await read(waiting)).toBe(1);
    } finally {
      for (const client of clients) client.release();
      (await late).release();
    }
    expect(await read(busy)).toBe(0);
  });

  it('is how the event loop does', async () => {
    const afterBlocking = () => {
      const until = performance.now() + 100;
      while (performance.now() < until);
      return read('nodejs_eventloop_lag_max_seconds'); // since it was last read
    };
    await scrape(); // from now on it is measured
    await expect.poll(afterBlocking).toBeGreaterThan(0.05);
  });

  it('is which databases answer, and nothing of those that do not', async () => {
    expect(await read('pricelens_up{database="warehouse"}')).toBe(1);
    await ctx.db.company.update({
      where: { id: ctx.company.id },
      data: { warehouseDatabase: 'gone' },
    });
    try {
      expect(await read('pricelens_up{database="warehouse"}')).toBe(0);
      expect(await read('pricelens_up{database="postgres"}')).toBe(1);
      expect(await scrape()).not.toContain('pricelens_warehouse_newest_day_timestamp_seconds{');
    } finally {
      await ctx.db.company.update({
        where: { id: ctx.company.id },
        data: { warehouseDatabase: ctx.company.warehouseDatabase },
      });
    }
  });
});

describe('metrics', () => {
  const request = (headers: Record<string, string>, remoteAddress: string) =>
    ({ headers, socket: { remoteAddress } }) as unknown as Parameters<typeof isForSender>[0];
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  it.each([
    ['this machine', {}, '127.0.0.1', undefined, true],
    ['this machine, by the other protocol', {}, '::ffff:127.0.0.1', undefined, true],
    ['another machine', {}, '10.0.0.7', undefined, false],
    ['a proxy on this machine', { 'x-forwarded-for': '10.0.0.7' }, '127.0.0.1', undefined, false],
    ['another machine with the token', bearer(TOKEN), '10.0.0.7', TOKEN, true],
    ['another machine with a wrong token', bearer(`${TOKEN}!`), '10.0.0.7', TOKEN, false],
    ['this machine without the token', {}, '127.0.0.1', TOKEN, false],
  ])('are for %s: %s %s', (_who, headers, address, token, isFor) => {
    expect(isForSender(request(headers, address), token)).toBe(isFor);
  });

  it('are refused to others at the door', async () => {
    const response = await fetch(`${server.url}/metrics`, {
      headers: { 'x-forwarded-for': '10.0.0.7' },
    });
    expect(response.status).toBe(403);
    expect(await response.text()).not.toContain('pricelens_up');
  });
});
