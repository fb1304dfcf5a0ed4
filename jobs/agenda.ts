import { PostgresBackend } from '@agendajs/postgres-backend';
import { Agenda, type AgendaBackend } from 'agenda';
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
  const { backend, close } = config.agenda.mongoUrl
    ? await onMongo(config.agenda.mongoUrl)
    : onPostgres(open);
  // Without these listeners a restart of the database would end the process.
  backend.notificationChannel?.on('error', (error) =>
    log.warn({ err: error }, "Agenda's channel broke"),
  );
  const agenda = new Agenda({ backend, processEvery: '5 seconds', removeOnComplete: true });
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
  close: () => Promise<void>;
}

async function onMongo(address: string): Promise<Store> {
  // Loaded here because its driver makes each start longer, also where it is not wanted.
  const { MongoBackend } = await import('@agendajs/mongo-backend');
  const backend = new MongoBackend({ address });
  return { backend, close: () => backend.disconnect() };
}

function onPostgres({ ctx, postgresUrl }: OpenContext): Store {
  const pool = createPool(postgresUrl, POOL_SIZE, ctx.log);
  return { backend: new PostgresBackend({ pool }), close: () => pool.end() };
}
