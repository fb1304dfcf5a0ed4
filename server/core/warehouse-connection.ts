import {
  ClickHouseLogLevel,
  createClient,
  type ClickHouseClient,
  type ClickHouseSettings,
} from '@clickhouse/client';
import type { ClickHouseConfig } from './config.ts';
import { Pulse } from './pulse.ts';
import { Slots } from './slots.ts';

const READ_ONLY = '1'; // a user who may not change settings either
const WAIT_MS = 3_000; // whoever asks gets an answer within 5 s, also where others have all connections
const SPARE_MS = 5_000; // for the server to be the first to say that its time is over

/** A server that answers nothing at all any more. */
export class Silence extends Error {
  constructor() {
    super('it fell silent');
  }
}

/** What a process knows of its way to the warehouse, beside the client. */
export interface WarehouseConnection {
  slots: Slots;
  /** The settings that bound a question, where the warehouse lets us have any; asked of it once. */
  settings: () => Promise<ClickHouseSettings>;
  /**
   * The signal comes with a Silence when the server falls silent before `end`. Absent: it is embedded,
   * and when it stands still, so do we.
   */
  listen?: () => { signal: AbortSignal; end: () => void };
}

type Limits = Omit<ClickHouseConfig, 'url'>;

const EMBEDDED: Limits = { poolSize: Infinity, limitSeconds: 120, limitMemoryMib: undefined };

const connections = new WeakMap<ClickHouseClient, WarehouseConnection>();

/** A client for a ClickHouse server; user, password and database come with the URL. */
export function connectToClickHouse(config: ClickHouseConfig & { url: string }): ClickHouseClient {
  const { url, poolSize, limitSeconds } = config;
  const options = {
    url,
    application: 'pricelens',
    log: { level: ClickHouseLogLevel.OFF }, // what it throws is logged where it is caught
  };
  const clickhouse = createClient({
    ...options,
    max_open_connections: poolSize,
    request_timeout: limitSeconds * 1000 + SPARE_MS,
  });
  // with a connection of its own, which no question can keep
  const pulse = createClient({ ...options, keep_alive: { enabled: false } });
  const listeners = new Set<AbortController>();
  connections.set(clickhouse, {
    ...connectionWithin(clickhouse, config),
    listen: listenBy(
      new Pulse(
        () => pulse.ping(),
        () => {
          for (const listener of listeners) listener.abort(new Silence());
        },
      ),
      listeners,
    ),
  });
  return clickhouse;
}

export function connectionOf(clickhouse: ClickHouseClient): WarehouseConnection {
  const known = connections.get(clickhouse) ?? connectionWithin(clickhouse, EMBEDDED);
  connections.set(clickhouse, known);
  return known;
}

function connectionWithin(clickhouse: ClickHouseClient, limits: Limits): WarehouseConnection {
  let settings: Promise<ClickHouseSettings> | undefined;
  const forget = () => (settings = undefined);
  return {
    slots: new Slots(limits.poolSize, WAIT_MS),
    settings: () => {
      settings ??= findSettings(clickhouse, limits);
      settings.catch(forget);
      return settings;
    },
  };
}

function listenBy(
  pulse: Pulse,
  listeners: Set<AbortController>,
): NonNullable<WarehouseConnection['listen']> {
  return () => {
    const listener = new AbortController();
    listeners.add(listener);
    pulse.start();
    return {
      signal: listener.signal,
      end: () => {
        listeners.delete(listener);
        if (listeners.size === 0) pulse.stop();
      },
    };
  };
}

async function findSettings(
  clickhouse: ClickHouseClient,
  { limitSeconds, limitMemoryMib }: Limits,
): Promise<ClickHouseSettings> {
  const result = await clickhouse.query({
    query: "SELECT toString(getSetting('readonly')) AS readonly",
    format: 'JSONEachRow',
    abort_signal: AbortSignal.timeout(WAIT_MS),
  });
  const [row] = await result.json<{ readonly: string }>();
  if (row?.readonly === READ_ONLY) return {};
  return {
    cancel_http_readonly_queries_on_client_close: 1,
    max_execution_time: limitSeconds,
    ...(limitMemoryMib ? { max_memory_usage: String(limitMemoryMib * 1024 * 1024) } : {}),
  };
}
