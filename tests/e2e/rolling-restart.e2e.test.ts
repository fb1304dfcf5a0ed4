import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { encodeCursor } from '../../server/events/cursor.ts';
import { readLogState } from '../../server/events/log.ts';
import { checkDelivery } from '../events/check-delivery.ts';
import { overWebSocket, Subscriber } from '../events/subscriber.ts';
import { createDatabase } from '../support/database.ts';
import { startServer, type ServerProcess } from '../support/server-process.ts';

const CLIENTS = 3;
const PAUSE_MS = 20; // between two calls of a client

const LOG = `mutation ($input: LogInvestigationEventInput!) {
  logInvestigationEvent(input: $input) { ... on LogInvestigationEventPayload { duplicate } }
}`;
const QUEUE = '{ queue(first: 10) { totalCount edges { node { id } } } }';

let database: Awaited<ReturnType<typeof createDatabase>>;
let pool: pg.Pool;
let servers: [ServerProcess, ServerProcess];

beforeEach(async () => {
  database = await createDatabase();
  pool = new pg.Pool({ connectionString: database.url });
  servers = await Promise.all([startReplica(), startReplica()]);
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop('SIGKILL')));
  await pool.end();
  await database.drop();
});

/** Nobody asks the warehouse here. */
const startReplica = (port = '0') =>
  startServer({
    DATABASE_URL: database.url,
    CLICKHOUSE_URL: 'http://127.0.0.1:9',
    PORT: port,
  });

it('while each server is replaced, no call fails at both, and a subscription goes on', async () => {
  const { epoch, seq } = await readLogState(pool);
  let connections = 0;
  const subscriber = new Subscriber(
    overWebSocket,
    () => servers[connections++ % 2]!.url,
    encodeCursor({ epoch, seq }),
  );
  const following = subscriber.run();
  const calling = Array.from({ length: CLIENTS }, (_, i) => new Client(i));
  const running = calling.map((client) => client.run());

  for (const i of [0, 1] as const) {
    await sleep(300); // of load on both
    expect(await servers[i].stop('SIGTERM')).toBe(0);
    servers[i] = await startReplica(new URL(servers[i].url).port);
  }
  await sleep(300);
  for (const client of calling) client.stop();
  await Promise.all(running);

  expect(calling.flatMap(({ failed }) => failed)).toEqual([]);
  const repeated = calling.map((client) => client.repeated);
  expect(Math.min(...repeated)).toBeGreaterThan(0); // each met a server that was away
  const logged = calling.flatMap((client) => client.logged);
  const { rows } = await pool.query<{ path: string }>(
    'SELECT file_path AS path FROM investigation ORDER BY path',
  );
  expect(rows.map(({ path }) => path)).toEqual(logged.toSorted());

  await expect.poll(async () => checkDelivery(await happened(), subscriber.deliveries)).toEqual([]);
  subscriber.stop();
  await following;
  expect(subscriber.codes).toEqual(['SERVER_STOPPING', 'SERVER_STOPPING']);
});

/** The log, in order. */
async function happened(): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    'SELECT entity_id AS id FROM event ORDER BY seq',
  );
  return rows.map(({ id }) => id);
}

/** Logs and asks in turn, one server after the other; what one does not answer it sends to the other once. */
class Client {
  readonly #number: number;
  /** The paths of what was acknowledged. */
  readonly logged: string[] = [];
  /** What neither server answered. */
  readonly failed: unknown[] = [];
  /** How many calls only the second server answered. */
  repeated = 0;
  #isOver = false;

  constructor(number: number) {
    this.#number = number;
  }

  async run(): Promise<void> {
    for (let i = 0; !this.#isOver; i++) {
      const path = `mail_backup/${this.#number}/${i}.csv`;
      if (await this.#call(i, LOG, { input: failureOf(path) })) this.logged.push(path);
      await this.#call(i, QUEUE);
      await sleep(PAUSE_MS);
    }
  }

  stop(): void {
    this.#isOver = true;
  }

  async #call(first: number, query: string, variables: object = {}): Promise<boolean> {
    const [one, other] = [servers[first % 2]!, servers[(first + 1) % 2]!];
    try {
      await one.query(query, variables);
      return true;
    } catch {
      this.repeated++;
    }
    try {
      await other.query(query, variables);
      return true;
    } catch (error) {
      this.failed.push(error);
      return false;
    }
  }
}

const failureOf = (path: string) => ({
  eventAt: '2026-11-20T09:00:00Z',
  supplierId: 17,
  errorId: 3,
  errorText: 'The file cannot be read',
  stage: 'load_mail',
  filePath: path,
  idempotencyKey: path,
});
