import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  askWarehouse,
  canHeal,
  WarehouseRefused,
  WarehouseUnavailable,
  type ClickHouseClient,
} from '../../server/core/clickhouse.ts';
import { readConfig } from '../../server/core/config.ts';
import { connectToClickHouse } from '../../server/core/warehouse-connection.ts';
import { startClickHouseStandIn, type ClickHouseStandIn } from '../support/clickhouse-http.ts';

const resources = new AsyncDisposableStack();
let server: ClickHouseStandIn;
let clickhouse: ClickHouseClient;

beforeAll(async () => {
  server = await startClickHouseStandIn();
  resources.defer(() => server.close());
  clickhouse = connect({});
});
afterEach(() => {
  server.fault = undefined;
  server.asked.length = 0;
});
afterAll(() => resources.disposeAsync());

function connect(env: Record<string, string>): ClickHouseClient {
  const connected = connectToClickHouse({ ...readConfig(env).clickhouse, url: server.url });
  resources.defer(() => connected.close());
  return connected;
}

const ask = (query: string, query_params = {}) =>
  askWarehouse(clickhouse, 'a test', { query, query_params });

const NUMBERS = 'SELECT toUInt32(number) AS n FROM numbers(100000)';
const MEMORY = { code: 241, type: 'MEMORY_LIMIT_EXCEEDED' };

/** Until a question under way has reached the server. */
const asked = () => expect.poll(() => server.asked.length).toBeGreaterThan(0);

describe('A question to a ClickHouse server', () => {
  it('has its answer, whatever characters its parameters have', async () => {
    const text = 'tab\t line\n quote\' double" back\\slash \\N Прайс';
    const [row] = await ask(
      `SELECT {text:String} AS text, {list:Array(String)} AS list, {ids:Array(UInt32)} AS ids,
         {day:Date} AS day, {nothing:Nullable(String)} AS nothing`,
      { text, list: [text, 'a,b'], ids: [1, 2], day: '2026-11-20', nothing: null },
    );
    const same = { text, list: [text, 'a,b'], ids: [1, 2], day: '2026-11-20', nothing: null };
    expect(row).toEqual(same);
  });

  it('is bounded there in time and memory', async () => {
    const bounded = connect({
      CLICKHOUSE_LIMIT_SECONDS: '7',
      CLICKHOUSE_LIMIT_MEMORY_MIB: '64',
    });
    const query = `SELECT toString(getSetting('max_execution_time')) AS seconds,
                     toString(getSetting('max_memory_usage')) AS bytes`;
    const rows = await askWarehouse(bounded, 'a test', { query, query_params: {} });
    expect(rows).toEqual([{ seconds: '7', bytes: String(64 * 1024 * 1024) }]);
  });

  it('that is wrong is asked once', async () => {
    await expect(ask('SELECT missing')).rejects.toThrow(WarehouseRefused);
    expect(server.asked.filter((query) => query.includes('missing'))).toHaveLength(1);
  });

  it('is asked again where that may help', async () => {
    server.fault = { kind: 'REFUSE', ...MEMORY, message: '(total) memory limit exceeded.' };
    const answer = ask(NUMBERS);
    await asked();
    server.fault = undefined;
    await expect(answer).resolves.toHaveLength(100_000);
  });

  it('is asked again, too, when the connection breaks in the middle of the answer', async () => {
    server.fault = { kind: 'CUT' };
    const answer = ask(NUMBERS);
    await asked();
    server.fault = undefined;
    await expect(answer).resolves.toHaveLength(100_000);
  });

  it('never has half of the answer for the whole', async () => {
    server.fault = { kind: 'CUT' };
    await expect(ask(NUMBERS)).rejects.toThrow(WarehouseUnavailable);
    server.fault = { kind: 'FAIL_LATE', code: 395, type: 'FUNCTION_THROW_IF', message: 'Late.' };
    await expect(ask(NUMBERS)).rejects.toThrow(/refused the question a test: .*Late/);
  });

  it('is given up when the server says nothing, or freezes in the middle of the answer', async () => {
    server.fault = { kind: 'HANG', toPings: true };
    const unanswered = ask(NUMBERS);
    await asked();
    server.fault = { kind: 'FREEZE' };
    const silent = 'The warehouse did not answer (it fell silent)';
    await Promise.all([
      expect(unanswered).rejects.toThrow(silent),
      expect(ask(NUMBERS)).rejects.toThrow(silent),
    ]);
    server.fault = undefined;
    await expect(ask(NUMBERS)).resolves.toHaveLength(100_000);
  });

  it('is refused while this process asks as many as it may', async () => {
    const narrow = connect({ CLICKHOUSE_POOL_SIZE: '1' });
    const question = { query: NUMBERS, query_params: {} };
    server.fault = { kind: 'HANG', toPings: false };
    const first = askWarehouse(narrow, 'a test', question);
    first.catch(() => undefined); // ends with the server
    await asked();
    await expect(askWarehouse(narrow, 'a test', question)).rejects.toThrow(
      'The warehouse did not answer (it has all the questions of ours that it may)',
    );
  });
});

it.each([
  ['of the server’s memory as a whole', '241', '(total) memory limit exceeded', true],
  ['of its own memory', '241', 'Query memory limit exceeded', false],
  ['of too many questions at once', '202', 'Too many simultaneous queries', true],
  ['of a column that is not there', '47', 'Unknown identifier', false],
  ['of a right that is missing', '497', 'Not enough privileges', false],
])('a question refused for want %s', (_, code, message, heals) => {
  const cause = Object.assign(new Error(message), { code });
  expect(canHeal(new WarehouseRefused('a test', cause))).toBe(heals);
});
