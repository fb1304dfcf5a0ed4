import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { inTransaction } from '../../server/core/postgres.ts';
import { appendEvents } from '../../server/events/append.ts';
import { encodeCursor, type Position } from '../../server/events/cursor.ts';
import { readLogState } from '../../server/events/log.ts';
import { seededRandom, type Random } from '../../server/warehouse/random.ts';
import { checkDelivery } from '../events/check-delivery.ts';
import { eventsOf } from '../events/make.ts';
import { overEventStream, overWebSocket, Subscriber, type Delivery } from '../events/subscriber.ts';
import { Replicas } from '../support/replicas.ts';

const WRITERS = 20;
const CHANGES = Number(process.env['CHAOS_CHANGES'] ?? 2_000);
const EACH = 5; // changes a transaction
const MAX_COMMIT_MS = 2_000;
const SOCKET_KILLS = 200;
const SERVER_KILLS = 3;
const SUBSCRIBERS = 5; // over each door
const CATCH_UP_MS = 120_000;

class RolledBack extends Error {}

const random = seededRandom('chaos');
let replicas: Replicas;

beforeEach(async () => {
  replicas = await Replicas.open(WRITERS + 5);
});
afterEach(() => replicas.close());

it(
  'every subscriber gets every change once and in order, whatever is killed meanwhile',
  async () => {
    const begin = await readLogState(replicas.pool);
    const chooseServer = () => replicas.servers[random.int(0, replicas.servers.length - 1)]!.url;
    const subscribers = [overWebSocket, overEventStream].flatMap((open) =>
      Array.from(
        { length: SUBSCRIBERS },
        () => new Subscriber(open, chooseServer, encodeCursor(begin)),
      ),
    );
    const running = subscribers.map((subscriber) => subscriber.run());
    const bySerialId = new SerialIdReader(begin);
    const reading = bySerialId.run();

    const writing = Promise.all(Array.from({ length: WRITERS }, (_, i) => write(i)));
    await Promise.all([writing, killSockets(writing, subscribers), killProcesses(writing)]);

    const end = await lastPosition();
    await expect
      .poll(() => subscribers.filter(({ cursor }) => cursor !== encodeCursor(end)).length, {
        timeout: CATCH_UP_MS,
      })
      .toBe(0);
    for (const subscriber of subscribers) subscriber.stop();
    bySerialId.stop();
    await Promise.all([...running, reading]);

    const { rows } = await replicas.pool.query<{ id: string }>(
      'SELECT entity_id AS id FROM event ORDER BY seq',
    );
    const happened = rows.map(({ id }) => id);
    expect(happened.length).toBeGreaterThan(CHANGES / 2);
    for (const { deliveries, codes } of subscribers) {
      expect(checkDelivery(happened, deliveries)).toEqual([]);
      // the log could not be read while Postgres was away; nobody was told to begin anew
      expect(codes.filter((code) => code !== 'UNAVAILABLE')).toEqual([]);
    }
    // the check can fail: this is what the same log looks like to a reader that goes by ids
    expect(checkDelivery(happened, bySerialId.deliveries)).toEqual([
      expect.stringMatching(/^\d+ missing$/),
    ]);
  },
  360_000 + CHANGES * 20,
);

/** A tenth of the transactions roll back; one whose connection breaks is done anew. */
async function write(writer: number): Promise<void> {
  const own = seededRandom(`writer ${writer}`);
  for (let first = 0; first < CHANGES / WRITERS; first += EACH) {
    const events = eventsOf(first, first + EACH).map((event) => ({
      ...event,
      entityId: `${writer}-${event.entityId}`,
    }));
    await change(own, events);
  }
}

async function change(own: Random, events: ReturnType<typeof eventsOf>): Promise<void> {
  try {
    await inTransaction(replicas.pool, async (client) => {
      await appendEvents(client, events);
      await sleep(own.int(0, MAX_COMMIT_MS));
      if (own.chance(0.1)) throw new RolledBack();
    });
  } catch (error) {
    if (error instanceof RolledBack) return;
    await sleep(200);
    if ((await countOf(events)) === 0) await change(own, events); // the commit may have worked
  }
}

async function countOf(events: ReturnType<typeof eventsOf>): Promise<number> {
  for (;;) {
    try {
      const ids = events.map(({ entityId }) => entityId);
      return (
        (await replicas.pool.query('SELECT FROM event WHERE entity_id = ANY($1)', [ids]))
          .rowCount ?? 0
      );
    } catch {
      await sleep(200); // Postgres is not back yet
    }
  }
}

async function killSockets(writing: Promise<unknown>, subscribers: readonly Subscriber[]) {
  const isOver = flagOf(writing);
  const pause = (durationMs() * 0.9) / SOCKET_KILLS;
  for (let kills = 0; kills < SOCKET_KILLS && !isOver(); kills++) {
    subscribers[random.int(0, subscribers.length - 1)]!.kill();
    await sleep(pause);
  }
}

/** Servers die and are replaced one by one; in between Postgres is restarted. */
async function killProcesses(writing: Promise<unknown>): Promise<void> {
  const isOver = flagOf(writing);
  const pause = durationMs() / (SERVER_KILLS + 2);
  for (let kills = 0; kills < SERVER_KILLS && !isOver(); kills++) {
    await sleep(pause);
    if (kills === 1) {
      await replicas.restartPostgres();
    } else {
      const [victim] = replicas.servers.splice(random.int(0, replicas.servers.length - 1), 1);
      await victim!.stop('SIGKILL');
      replicas.servers.push(await replicas.start());
    }
  }
  expect(replicas.servers.every(({ child }) => child.exitCode === null)).toBe(true);
}

const durationMs = () => ((CHANGES / WRITERS / EACH) * MAX_COMMIT_MS) / 2;

function flagOf(work: Promise<unknown>): () => boolean {
  let isOver = false;
  void work.finally(() => (isOver = true));
  return () => isOver;
}

/** The end of the log once everything that was committed has its place. */
async function lastPosition(): Promise<Position> {
  const unsequenced = async () =>
    (await replicas.pool.query('SELECT FROM event WHERE seq IS NULL')).rowCount;
  await expect.poll(unsequenced, { timeout: CATCH_UP_MS }).toBe(0);
  const { epoch, seq } = await readLogState(replicas.pool);
  return { epoch, seq };
}

/** Follows the table by its serial id, as readers of such tables commonly do. */
class SerialIdReader {
  readonly deliveries: Delivery[] = [];
  readonly #epoch: string;
  #last = '0';
  #isOver = false;

  constructor({ epoch }: Position) {
    this.#epoch = epoch;
  }

  async run(): Promise<void> {
    while (!this.#isOver) {
      const rows = await this.#read().catch(() => []); // while Postgres is down
      for (const { id, entityId } of rows) {
        this.deliveries.push({
          cursor: encodeCursor({ epoch: this.#epoch, seq: BigInt(id) }),
          entityId,
        });
        this.#last = id;
      }
      await sleep(20);
    }
  }

  stop(): void {
    this.#isOver = true;
  }

  async #read() {
    const { rows } = await replicas.pool.query<{ id: string; entityId: string }>(
      'SELECT id, entity_id AS "entityId" FROM event WHERE id > $1 ORDER BY id',
      [this.#last],
    );
    return rows;
  }
}
