import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openStream } from '../../server/events/stream.ts';
import { startHttpServer } from '../../server/http.ts';
import { createKey, type TestKey } from '../support/accounts.ts';
import { emptyDatabase, NOON, openDatabases, useTestContext } from '../support/database.ts';
import { emptyWarehouse } from '../support/warehouse-rows.ts';

const PATH = '/api/v1/pricelens/log_event/';
const JSON_TYPE = { 'content-type': 'application/json' };

const ctx = useTestContext({ warehouse: true });
let url = '';
let key: TestKey;
let stop = () => Promise.resolve();

beforeAll(async () => {
  const config = { ...ctx.config, http: { host: '127.0.0.1', port: 0 } };
  const { installation } = ctx;
  const events = await openStream(installation);
  key = await createKey(installation, 'ROBOT');
  ({ url, stop } = await startHttpServer({ ctx: { ...installation, config }, events }));
});
afterAll(() => stop());
beforeEach(() => emptyDatabase(ctx));

interface Outcome {
  status: number;
  id?: string;
  duplicate?: boolean;
  code?: string;
  errors?: Record<string, string[]>;
}

interface Answer {
  status: number;
  headers: Headers;
  body: Outcome & { results: Outcome[] };
}

async function post(
  body: unknown,
  headers: Record<string, string> = {},
  server = url,
): Promise<Answer> {
  const response = await fetch(server + PATH, {
    method: 'POST',
    headers: { ...JSON_TYPE, ...key.headers, ...headers },
    body: typeof body === 'string' || body instanceof Buffer ? body : JSON.stringify(body),
  });
  const answered = (await response.json()) as Answer['body'];
  return { status: response.status, headers: response.headers, body: answered };
}

/** A failure as load_mail tells of it. */
const event = (changes: object = {}) => ({
  event_dt: '2026-11-20 09:41:00.123456',
  supid: 17,
  error_id: 3,
  error_text: 'Price column not found',
  stage: 'load_mail',
  ...changes,
});

const recorded = () => ctx.db.investigation.findMany({ orderBy: { id: 'asc' } });

async function instantsAsPostgresHasThem(): Promise<string[]> {
  const { rows } = await ctx.pg.query<{ at: string }>(
    'SELECT event_at::text AS at FROM investigation ORDER BY id',
  );
  return rows.map(({ at }) => at);
}

describe('An event', () => {
  it('opens an investigation once, and is a duplicate whenever it comes again', async () => {
    const first = await post(event({ file_path: 'mail_backup/17.csv', extra: { row: 17 } }));
    expect(first).toMatchObject({ status: 201, body: { status: 201, duplicate: false } });
    expect(first.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    const again = await post(event({ file_path: 'mail_backup/17.csv', extra: { row: 17 } }));
    const { id } = first.body;
    expect(again).toMatchObject({ status: 200, body: { status: 200, id, duplicate: true } });
    expect(await recorded()).toMatchObject([
      { id, supplierId: 17, errorId: 3, filePath: 'mail_backup/17.csv', extra: { row: 17 } },
    ]);
  });

  it('may be posted without the last slash', async () => {
    const response = await fetch(url + PATH.slice(0, -1), {
      method: 'POST',
      headers: { ...JSON_TYPE, ...key.headers },
      body: JSON.stringify(event()),
    });
    expect(response.status).toBe(201);
  });

  it('is the same investigation by REST and by GraphQL', async () => {
    const { body } = await post(event());
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { ...JSON_TYPE, ...key.headers },
      body: JSON.stringify({
        query: `mutation { logInvestigationEvent(input: {
          eventAt: "2026-11-20T06:41:00Z", supplierId: 17, errorId: 3,
          errorText: "Price column not found", stage: "load_mail"
        }) { ... on LogInvestigationEventPayload { duplicate investigation { id } } } }`,
      }),
    });
    expect(await response.json()).toEqual({
      data: { logInvestigationEvent: { duplicate: true, investigation: { id: body.id } } },
    });
  });

  it('is answered only when it is committed', async () => {
    const { body } = await post(event());
    expect(await recorded()).toMatchObject([{ id: body.id }]);
  });
});

describe('A time', () => {
  it.each([
    ['2026-11-20 09:41:00.123456', '2026-11-20 06:41:00.123456+00'],
    ['2026-11-20T09:41:00', '2026-11-20 06:41:00+00'],
    ['2026-11-20 09:41', '2026-11-20 06:41:00+00'],
    ['2026-11-20 09:41:00.123456+05:00', '2026-11-20 04:41:00.123456+00'],
    ['2026-11-20T09:41:00Z', '2026-11-20 09:41:00+00'],
    // around midnight it is the clock on the company's wall that says which day it is
    ['2026-11-20 23:59:59.999999', '2026-11-20 20:59:59.999999+00'],
    ['2026-11-21 00:00:00', '2026-11-20 21:00:00+00'],
    ['2024-02-29 00:00:00', '2024-02-28 21:00:00+00'],
  ])('%s, in a company in Moscow, is %s', async (event_dt, instant) => {
    expect((await post(event({ event_dt }))).status).toBe(201);
    expect(await instantsAsPostgresHasThem()).toEqual([instant]);
  });

  it.each([
    ['the last before clocks were put back', '2014-10-26 00:59:59', '2014-10-25 20:59:59+00'],
    ['one shown twice is the first', '2014-10-26 01:30:00', '2014-10-25 21:30:00+00'],
    ['the first shown once again', '2014-10-26 02:00:00', '2014-10-25 23:00:00+00'],
    ['the last before clocks were put forward', '2011-03-27 01:59:59', '2011-03-26 22:59:59+00'],
    ['one left out is as long after the change', '2011-03-27 02:30:00', '2011-03-26 23:30:00+00'],
    ['the first after it', '2011-03-27 03:00:00', '2011-03-26 23:00:00+00'],
  ])('at a clock change: %s', async (_rule, event_dt, instant) => {
    expect((await post(event({ event_dt }))).status).toBe(201);
    expect(await instantsAsPostgresHasThem()).toEqual([instant]);
  });

  it.each([
    [undefined, /Must be a time/],
    [1_763_620_860, /Must be a time/],
    ['yesterday', /without an offset it is Europe\/Moscow time/],
    ['2026-11-20', /Must be a time/],
    ['2026-11-20 25:00:00', /Must be a time/],
    ['2026-02-30 09:41:00', /no day 2026-02-30/],
    ['2026-02-30 09:41:00+03:00', /no day 2026-02-30/],
    ['1970-01-01 00:00:00', /1970 to 2105/], // still 1969 in UTC
  ])('%s is none', async (event_dt, message) => {
    const { status, body } = await post(event({ event_dt }));
    expect(status).toBe(400);
    expect(body.errors).toEqual({ event_dt: [expect.stringMatching(message)] });
  });
});

describe('An event that does not fit', () => {
  it('is told of every field at once, by the names the robot gave them', async () => {
    const wrong = { event_dt: 'noon', supid: '17', stage: '', file_path: 5, filepath: 'a' };
    const { status, body } = await post(wrong);
    expect(status).toBe(400);
    expect(body.code).toBe('INVALID_INPUT');
    expect(Object.keys(body.errors!).sort()).toEqual(
      ['error_id', 'error_text', 'event_dt', 'file_path', 'filepath', 'stage', 'supid'].sort(),
    );
    expect(await recorded()).toEqual([]);
  });

  it.each([
    ['a text', '"event"', 'event'],
    ['null', 'null', 'event'],
    ['a field called __proto__', '{"__proto__": 1}', '__proto__'],
    ['a NUL', JSON.stringify(event({ error_text: 'a\0' })), 'error_text'],
    ['half a character', JSON.stringify(event({ file_path: '\udc80' })), 'file_path'],
    ['an extra that is a list', JSON.stringify(event({ extra: [1] })), 'extra'],
    ['129 characters', JSON.stringify(event({ error_text: 'x'.repeat(129) })), 'error_text'],
  ])('because it is or has %s is a bad request', async (_name, text, field) => {
    const { status, body } = await post(text);
    expect(status).toBe(400);
    expect(Object.keys(body.errors!)).toContain(field);
  });

  it("because its idempotency key is another failure's is a conflict", async () => {
    await post(event({ idempotency_key: 'k' }));
    const { status, body } = await post(event({ idempotency_key: 'k', supid: 18 }));
    expect(status).toBe(409);
    expect(body).toMatchObject({ status: 409, code: 'IDEMPOTENCY_CONFLICT' });
  });
});

describe('An idempotency key', () => {
  const key = { 'idempotency-key': 'load_mail-1' };

  it('names the failure by header as by field', async () => {
    const { body } = await post(event(), key);
    const byField = await post(event({ idempotency_key: 'load_mail-1' }));
    expect(byField).toMatchObject({ status: 200, body: { id: body.id } });
    const byBoth = await post(event({ idempotency_key: 'load_mail-1' }), key);
    expect(byBoth).toMatchObject({ status: 200, body: { id: body.id } });
  });

  it('cannot be two', async () => {
    const { status, body } = await post(event({ idempotency_key: 'another' }), key);
    expect(status).toBe(400);
    expect(Object.keys(body.errors!)).toEqual(['idempotency_key']);
  });

  it('cannot be one for many', async () => {
    expect((await post([event()], key)).status).toBe(400);
    expect(await recorded()).toEqual([]);
  });
});

describe('A reason', () => {
  const { error_id: _, error_text: __, ...unnamed } = event();
  const because = (reason: unknown, changes: object = {}) => ({ ...unnamed, reason, ...changes });

  beforeEach(async () => {
    await emptyWarehouse(ctx.clickhouse);
    await addError(8, 'FTP_TIMEOUT');
    await addError(9, 'FILE_READ_ERROR');
    await addError(7, 'FILE_READ_ERROR');
    ctx.setNow(new Date(ctx.now().getTime() + 120_000)); // whatever was kept is too old
  });
  afterAll(() => ctx.setNow(NOON));

  const addError = (id: number, error_text: string) =>
    ctx.clickhouse.insert({
      table: 'sup_stat.error_list',
      values: [{ id, error_text }],
      format: 'JSONEachRow',
    });

  it("is the error's name in the warehouse's dictionary, and its text if there is no other", async () => {
    expect((await post(because('FTP_TIMEOUT'))).status).toBe(201);
    expect((await post(because('FILE_READ_ERROR', { error_text: 'EOF' }))).status).toBe(201);
    expect(await recorded()).toMatchObject([
      { errorId: 8, errorText: 'FTP_TIMEOUT' },
      { errorId: 7, errorText: 'EOF' }, // the smaller of two that are called so
    ]);
  });

  it('that nobody knows is refused with those that are known', async () => {
    const { status, body } = await post(because('FILE_REED_ERROR'));
    expect(status).toBe(400);
    expect(body.errors).toEqual({
      reason: [
        expect.stringContaining('send error_id or one of "FILE_READ_ERROR", "FTP_TIMEOUT".'),
      ],
    });
  });

  it('that has just been added is known a second later', async () => {
    await post(because('NEW_ERROR'));
    await addError(10, 'NEW_ERROR');
    ctx.setNow(new Date(ctx.now().getTime() + 1_000));
    expect((await post(because('NEW_ERROR'))).status).toBe(201);
  });

  it('and an error_id, or neither, is refused', async () => {
    const both = await post(because('FTP_TIMEOUT', { error_id: 8, error_text: 'x' }));
    expect(Object.keys(both.body.errors!)).toEqual(['reason']);
    const neither = await post(because(undefined, { error_text: 'x' }));
    expect(Object.keys(neither.body.errors!)).toEqual(['error_id']);
  });

  it('is understood without the warehouse once it was, and else has to come again later', async () => {
    await post(because('FTP_TIMEOUT'));
    ctx.setNow(new Date(ctx.now().getTime() + 120_000));
    vi.spyOn(ctx.clickhouse, 'query').mockRejectedValue(new Error('connect ECONNREFUSED'));
    expect((await post(because('FTP_TIMEOUT', { supid: 18 }))).status).toBe(201);
    const unknown = await post(because('NEW_ERROR'));
    vi.restoreAllMocks();
    expect(unknown).toMatchObject({ status: 503, body: { code: 'WAREHOUSE_UNAVAILABLE' } });
    expect(unknown.headers.get('retry-after')).toBe('5');
  });
});

describe('While Postgres is away, a robot is told to come again later, and not that we are broken', () => {
  it.each([
    ['so that nobody knows whose key it is', ['pg', 'db']],
    ['so that nothing can be written', ['companies']],
  ] as const)('%s', async (_, broken) => {
    await using resources = new AsyncDisposableStack();
    const away = openDatabases('postgres://nobody@127.0.0.1:1/nowhere', resources);
    const instead = Object.fromEntries(broken.map((name) => [name, away[name]]));
    const { installation } = ctx;
    const config = { ...ctx.config, http: { host: '127.0.0.1', port: 0 } };
    const events = await openStream(installation);
    const running = { ...installation, config };
    const server = await startHttpServer({ ctx: running, events });
    resources.defer(server.stop);
    Object.assign(running, instead);
    for (const body of [event(), [event()]]) {
      const answer = await post(body, {}, server.url);
      expect(answer).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE' } });
      expect(answer.headers.get('retry-after')).toBe('5');
    }
  });
});

describe('An array of events', () => {
  it('is answered one by one, and one that is bad does not hurt the others', async () => {
    const { body: known } = await post(event());
    const { status, body } = await post([
      event({ supid: 18 }),
      event({ supid: -1 }),
      event(),
      event({ event_dt: 'noon' }),
      null,
      event({ supid: 18 }),
    ]);
    expect(status).toBe(207);
    expect(body.results.map((result) => result.status)).toEqual([201, 400, 200, 400, 400, 200]);
    expect(body.results.map(({ errors = {} }) => Object.keys(errors))).toEqual([
      [],
      ['supid'],
      [],
      ['event_dt'],
      ['event'],
      [],
    ]);
    expect(body.results[2]!.id).toBe(known.id);
    expect(body.results[5]!.id).toBe(body.results[0]!.id);
    expect(await recorded()).toHaveLength(2);
  });

  it('that is all on record is a 200, new or not, and so is an empty one', async () => {
    const events = Array.from({ length: 1_000 }, (_, i) => event({ supid: i + 1 }));
    expect((await post(events)).status).toBe(200);
    expect((await post(events)).status).toBe(200);
    expect(await post([])).toMatchObject({ status: 200, body: { results: [] } });
    expect(await recorded()).toHaveLength(1_000);
  });

  it('of more than 1,000 is too large', async () => {
    const { status, body } = await post(Array.from({ length: 1_001 }, () => event()));
    expect(status).toBe(413);
    expect(body).toMatchObject({ code: 'TOO_LARGE' });
    expect(await recorded()).toEqual([]);
  });
});

describe('A request', () => {
  it.each(['GET', 'PUT', 'DELETE', 'OPTIONS'])('by %s is told to POST', async (method) => {
    const response = await fetch(url + PATH, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
  });

  it('for what is not there is told so in JSON', async () => {
    const response = await fetch(`${url}/api/v2/log_event/`, { method: 'POST' });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    'in %s is not taken',
    async (type) => {
      expect((await post(event(), { 'content-type': type })).status).toBe(415);
      expect(await recorded()).toEqual([]);
    },
  );

  it("of another site's page is not taken", async () => {
    expect((await post(event(), { origin: 'http://evil.example' })).status).toBe(403);
    expect((await post(event(), { origin: url })).status).toBe(201);
  });

  it.each([
    ['no JSON', '{'],
    ['empty', ''],
    ['not UTF-8', Buffer.from('{"error_text": "\xea\xee\xe4"}', 'latin1')],
  ])('that is %s is a bad request', async (_name, body) => {
    expect(await post(body)).toMatchObject({ status: 400, body: { code: 'BAD_REQUEST' } });
  });

  it('of more than 5 MiB is too large, said in advance or not', async () => {
    const large = JSON.stringify(event({ error_text: 'x'.repeat(5 * 1024 * 1024) }));
    expect(await post(large)).toMatchObject({ status: 413, body: { code: 'TOO_LARGE' } });
    const chunked: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      headers: { ...JSON_TYPE, ...key.headers },
      body: new Blob([large]).stream(),
      duplex: 'half',
    };
    const unannounced = await fetch(url + PATH, chunked);
    expect(unannounced.status).toBe(413);
  });

  it('that fails on our side tells the request id and nothing else', async () => {
    vi.spyOn(ctx.pg.transactions.connections, 'connect').mockImplementation(() => {
      throw new Error('password authentication failed');
    });
    const { status, headers, body } = await post(event());
    vi.restoreAllMocks();
    expect(status).toBe(500);
    expect(JSON.stringify(body)).toContain(headers.get('x-request-id'));
    expect(JSON.stringify(body)).not.toContain('password');
  });
});

describe('The client for Python', () => {
  it('is handed out for download', async () => {
    const response = await fetch(`${url}/robots/pricelens_client.py`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toContain('pricelens_client.py');
    expect(await response.text()).toContain('class Pricelens');
    const head = await fetch(`${url}/robots/pricelens_client.py`, { method: 'HEAD' });
    expect(head.status).toBe(200);
    const posted = await fetch(`${url}/robots/pricelens_client.py`, { method: 'POST' });
    expect(posted.status).toBe(405);
  });
});
