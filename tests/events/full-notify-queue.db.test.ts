import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CompanyCache } from '../../server/core/company-cache.ts';
import { readConfig } from '../../server/core/config.ts';
import type { Context } from '../../server/core/context.ts';
import { startEmbeddedPostgres } from '../../server/core/embedded-postgres.ts';
import { createLog } from '../../server/core/log.ts';
import { migrate } from '../../server/core/migrations.ts';
import { inTransaction } from '../../server/core/postgres.ts';
import { appendEvents } from '../../server/events/append.ts';
import { startEvents } from '../../server/events/service.ts';
import { TEST_SECRET } from '../support/accounts.ts';
import { openDatabases } from '../support/database.ts';
import { eventsOf, idsOf, range, take } from './make.ts';

const ENOUGH = 200; // notifications of nearly a page, where 64 pages fit

const log = createLog('silent');
const resources = new AsyncDisposableStack();
let url: string;

/** A server of its own, since its queue of notifications is one for all of its databases. */
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pricelens-notify-'));
  resources.defer(() => rm(folder, { recursive: true }));
  const first = await startEmbeddedPostgres(folder, log);
  await asOwner(first.url, (client) =>
    client.query('ALTER SYSTEM SET max_notify_queue_pages = 64'),
  );
  await first.stop();
  const postgres = await startEmbeddedPostgres(folder, log);
  resources.defer(postgres.stop);
  ({ url } = postgres);
  await migrate(url, log);
});
afterAll(() => resources.disposeAsync());

async function asOwner(at: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: at });
  await client.connect();
  await work(client).finally(() => client.end());
}

it('events are delivered while the queue of notifications is full', async () => {
  const ctx: Context = {
    ...openDatabases(url, resources),
    config: readConfig({ AUTH_SECRET: TEST_SECRET }),
    dataFolder: undefined,
    clickhouse: undefined!, // nobody asks it here
    cache: new CompanyCache(),
    log,
    now: () => new Date(),
    eventsAppended: () => undefined,
  };
  const events = await startEvents({ ctx, postgresUrl: url, close: () => Promise.resolve() });
  resources.defer(events.stop);
  const deaf = new pg.Client({ connectionString: url });
  await deaf.connect();
  resources.defer(() => deaf.end());
  await deaf.query('LISTEN noise');
  await deaf.query('BEGIN'); // who listens and is in a transaction takes nothing from the queue
  await expect(fillQueue()).rejects.toThrow('too many notifications in the NOTIFY queue');

  const reader = events.stream.subscribe(1, {});
  await inTransaction(ctx.pg, (client) => appendEvents(client, eventsOf(0, 2_500)));
  expect(idsOf(await take(reader, 2_500))).toEqual(range(0, 2_500));
});

function fillQueue(): Promise<void> {
  return asOwner(url, async (client) => {
    for (let i = 0; i < ENOUGH; i++) {
      await client.query("SELECT pg_notify('noise', $1)", [`${i} ${'x'.repeat(7_900)}`]);
    }
  });
}
