import { MongoBackend } from '@agendajs/mongo-backend';
import { PostgresBackend } from '@agendajs/postgres-backend';
import { Agenda, type AgendaBackend } from 'agenda';
import type { OpenContext } from '../server/core/open-context.ts';
import { createPool } from '../server/core/postgres.ts';

const POOL_SIZE = 3;

export interface RunningAgenda {
  agenda: Agenda;
  /** Closes the store; stop Agenda first, leaving its connections open. */
  close: () => Promise<void>;
}

/** Agenda on MongoDB where one is configured, else on Postgres with a pool of its own. */
export function createAgenda(open: OpenContext): RunningAgenda {
  const { config, log } = open.ctx;
  const { backend, close } = config.agenda.mongoUrl
    ? onMongo(config.agenda.mongoUrl)
    : onPostgres(open);
  // Without these listeners a restart of the database would end the process.
  backend.notificationChannel?.on('error', (error) =>
    log.warn({ err: error }, "Agenda's channel broke"),
  );
  const agenda = new Agenda({ backend, processEvery: '5 seconds', removeOnComplete: true });
  agenda.on('error', (error) => log.warn({ err: error }, 'Agenda cannot reach its store'));
  return { agenda, close };
}

interface Store {
  backend: AgendaBackend;
  close: () => Promise<void>;
}

function onMongo(address: string): Store {
  const backend = new MongoBackend({ address });
  return { backend, close: () => backend.disconnect() };
}

function onPostgres({ ctx, postgresUrl }: OpenContext): Store {
  const pool = createPool(postgresUrl, POOL_SIZE, ctx.log);
  return { backend: new PostgresBackend({ pool }), close: () => pool.end() };
}
