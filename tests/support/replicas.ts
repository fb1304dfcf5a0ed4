import type pg from 'pg';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../server/core/embedded-postgres.ts';
import { createLog } from '../../server/core/log.ts';
import { migrate } from '../../server/core/migrations.ts';
import { createPool } from '../../server/core/postgres.ts';
import { createDataFolder, startServer, type ServerProcess } from './server-process.ts';

const log = createLog('silent');

type DataFolder = Awaited<ReturnType<typeof createDataFolder>>;

/** Two servers on one Postgres with an empty database, for tests that kill and replace them. */
export class Replicas {
  readonly servers: ServerProcess[] = [];
  /** The test's own connections. */
  readonly pool: pg.Pool;
  readonly #data: DataFolder;
  #postgres: EmbeddedPostgres;

  private constructor(data: DataFolder, postgres: EmbeddedPostgres, connections: number) {
    this.#data = data;
    this.#postgres = postgres;
    this.pool = createPool(postgres.url, connections, log);
  }

  static async open(connections: number): Promise<Replicas> {
    const data = await createDataFolder();
    const postgres = await startEmbeddedPostgres(data.folder, log);
    await migrate(postgres.url, log);
    const replicas = new Replicas(data, postgres, connections);
    replicas.servers.push(await replicas.start(), await replicas.start());
    return replicas;
  }

  /** With both databases elsewhere a process is a server alone; nobody asks the warehouse here. */
  start(): Promise<ServerProcess> {
    return startServer({
      DATABASE_URL: this.#postgres.url,
      CLICKHOUSE_URL: 'http://127.0.0.1:9',
    });
  }

  async restartPostgres(): Promise<void> {
    await this.#postgres.stop();
    this.#postgres = await startEmbeddedPostgres(this.#data.folder, log);
  }

  async close(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop('SIGKILL')));
    await this.pool.end();
    await this.#postgres.stop();
    await this.#data.remove();
  }
}
