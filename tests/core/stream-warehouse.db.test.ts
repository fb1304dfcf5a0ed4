import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  WarehouseRefused,
  WarehouseUnavailable,
  type ClickHouseClient,
} from '../../server/core/clickhouse.ts';
import { readConfig } from '../../server/core/config.ts';
import { stoppable, TimedOut } from '../../server/core/stoppable.ts';
import { streamWarehouse } from '../../server/core/stream-warehouse.ts';
import { connectToClickHouse } from '../../server/core/warehouse-connection.ts';
import { startClickHouseStandIn, type ClickHouseStandIn } from '../support/clickhouse-http.ts';

const ROWS = 100_000;

const resources = new AsyncDisposableStack();
let server: ClickHouseStandIn;
let clickhouse: ClickHouseClient;

beforeAll(async () => {
  server = await startClickHouseStandIn();
  resources.defer(() => server.close());
  clickhouse = connect({});
});
afterEach(() => (server.fault = undefined));
afterAll(() => resources.disposeAsync());

function connect(env: Record<string, string>): ClickHouseClient {
  const connected = connectToClickHouse({ ...readConfig(env).clickhouse, url: server.url });
  resources.defer(() => connected.close());
  return connected;
}

const NUMBERS = 'SELECT toUInt32(number) AS n FROM numbers({count:UInt32})';

const open = (query = NUMBERS, from = clickhouse) =>
  streamWarehouse(from, 'a test', { query, query_params: { count: ROWS } }, 60_000);

async function takeAll(rows: Awaited<ReturnType<typeof open>>): Promise<number> {
  let count = 0;
  for (;;) {
    const taken = await rows.take(7_000);
    count += taken.length;
    if (taken.length < 7_000) return count;
  }
}

describe('An answer of ClickHouse that is taken bit by bit', () => {
  it('has each row once, in its order', async () => {
    const rows = await open();
    expect(await rows.take(2)).toEqual([{ n: 0 }, { n: 1 }]);
    expect(await rows.take(1)).toEqual([{ n: 2 }]);
    expect(await takeAll(rows)).toBe(ROWS - 3);
    expect(await rows.take(1)).toEqual([]);
    rows.close();
  });

  it.each([
    ['a connection that ends', { kind: 'CUT' }, WarehouseUnavailable],
    [
      'an exception',
      { kind: 'FAIL_LATE', code: 241, type: 'MEMORY_LIMIT_EXCEEDED', message: 'Too much' },
      WarehouseRefused,
    ],
  ] as const)('fails by %s in the middle, and does not end', async (_, fault, error) => {
    await open().then((rows) => rows.close()); // the settings are known from here on
    server.fault = fault;
    const rows = await open();
    await expect(takeAll(rows)).rejects.toThrow(error);
    rows.close();
  });

  it('is refused with the reason', async () => {
    await expect(open('SELECT nothing')).rejects.toThrow(WarehouseRefused);
  });

  it('is not waited for when the work at hand is stopped', async () => {
    const rows = await open();
    server.fault = { kind: 'FREEZE' };
    const frozen = await open();
    const stop = AbortSignal.abort(new TimedOut());
    await expect(stoppable(stop, () => takeAll(frozen))).rejects.toThrow(TimedOut);
    frozen.close();
    rows.close();
  });

  it('has a connection for as long as it is open', async () => {
    const narrow = connect({ CLICKHOUSE_POOL_SIZE: '1' });
    const rows = await open(NUMBERS, narrow);
    await expect(open(NUMBERS, narrow)).rejects.toThrow(WarehouseUnavailable);
    rows.close();
    (await open(NUMBERS, narrow)).close();
  });
});
