import { PostgresBackend } from '@agendajs/postgres-backend';
import { Agenda, type AgendaBackend, type NotificationChannel } from 'agenda';
import pg from 'pg';
import type { OpenContext } from '../server/core/open-context.ts';
import { createPool, directSettings } from '../server/core/postgres.ts';

const POOL_SIZE = 3;
const START_LOCK = 7_265_003; // any number that nothing else locks

export interface RunningAgenda {
  agenda: Agenda;
  /** Closes the store; stop Agenda first, leaving its connections open. */
  close: () => Promise<void>;
}

/** Agenda on MongoDB where one is configured, else on Postgres with a pool of its own. */
export async function createAgenda(open: OpenContext): Promise<RunningAgenda> {
  const { config, log } = open.ctx;
  const { backend, notificationChannel, close } = config.agenda.mongoUrl
    ? await onMongo(config.agenda.mongoUrl)
    : onPostgres(open);
  // Without these listeners a restart of the database would end the process.
  notificationChannel?.on('error', (error) => log.warn({ err: error }, "Agenda's channel broke"));
  const agenda = new Agenda({
    backend,
    ...(notificationChannel ? { notificationChannel } : {}),
    processEvery: '5 seconds',
    removeOnComplete: true,
  });
  agenda.on('error', (error) => log.warn({ err: error }, 'Agenda cannot reach its store'));
  return { agenda, close };
}

/**
 * Waits until no other process starts its Agenda, and has the others wait until it is disposed of: each
 * makes the store's tables where they are not there yet, which two at once cannot.
 */
export async function lockStart({ postgresUrl, ctx }: OpenContext): Promise<AsyncDisposable> {
  const client = new pg.Client(directSettings(postgresUrl));
  client.on('error', (error) => ctx.log.warn({ err: error }, "the lock of Agenda's start broke"));
  await client.connect();
  await client.query('SELECT pg_advisory_lock($1)', [START_LOCK]);
  return { [Symbol.asyncDispose]: () => client.end() };
}

interface Store {
  backend: AgendaBackend;
  /** Tells of new jobs at once; without one they are found by looking every few seconds. */
  notificationChannel: NotificationChannel | undefined;
  close: () => Promise<void>;
}

/** A replica set tells of its changes; a server by itself cannot. */
async function onMongo(address: string): Promise<Store> {
  // Loaded here because its driver makes each start longer, also where it is not wanted.
  const [{ MongoBackend, MongoChangeStreamNotificationChannel }, { MongoClient }] =
    await Promise.all([import('@agendajs/mongo-backend'), import('mongodb')]);
  const client = await MongoClient.connect(address);
  const db = client.db();
  const { setName } = await db.command({ hello: 1 });
  const channel = { db, reconnect: { enabled: true, maxAttempts: Infinity } };
  return {
    backend: new MongoBackend({ mongo: db }),
    notificationChannel: setName ? new MongoChangeStreamNotificationChannel(channel) : undefined,
    close: () => client.close(),
  };
}

function onPostgres({ ctx, postgresUrl }: OpenContext): Store {
  const pool = createPool(postgresUrl, POOL_SIZE, ctx.log);
  const backend = new PostgresBackend({ pool });
  return {
    backend,
    notificationChannel: backend.notificationChannel,
    close: () => pool.end(),
  };
}
