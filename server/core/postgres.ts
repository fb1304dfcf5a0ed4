import { readFileSync } from 'node:fs';
import pg from 'pg';
import { CompanyPool } from './company-pool.ts';
import type { Logger } from './log.ts';
import type { RoleName } from './roles.ts';

const CONNECT_TIMEOUT_MS = 3_000; // whoever asks gets an answer within 5 s, also of an outage
const STATEMENT_TIMEOUT_MS = 30_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 30_000;

/** Anything that answers a statement: the pool, or the client of a transaction. */
export type Queryable = Pick<pg.ClientBase, 'query'>;

/** What every connection is made with, the client's own bounds on each wait among it. */
function connectionSettings(url: string) {
  return {
    connectionString: url,
    application_name: 'pricelens',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    // for a server that no longer answers at all
    query_timeout: STATEMENT_TIMEOUT_MS + 5_000,
  } satisfies pg.ClientConfig;
}

/**
 * The settings of a connection of its own, past any pooler: UTC, because adapter-pg otherwise shifts
 * every timestamptz by the server's offset, and the server's bounds on each wait.
 */
export function directSettings(url: string): pg.ClientConfig {
  // pg would take the URL's options instead of ours
  const address = new URL(url);
  const ofUrl = address.searchParams.get('options') ?? '';
  address.searchParams.delete('options');
  return {
    ...connectionSettings(address.href),
    options: `${ofUrl} -c TimeZone=UTC`.trim(),
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
  };
}

/**
 * A pool whose connections have the same settings. They are set by a statement: a pooler like PgBouncer
 * refuses a connection that begins with them.
 *
 * @param role what the connections work as; absent: the URL's user
 */
export function createPool(url: string, max: number, log: Logger, role?: RoleName): pg.Pool {
  const session = `
    SET TimeZone = 'UTC';
    SET statement_timeout = ${STATEMENT_TIMEOUT_MS};
    SET idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_TIMEOUT_MS};
    ${role ? `SET ROLE ${role}` : ''}`;
  const pool = new pg.Pool({
    ...connectionSettings(url),
    max,
    // pg-pool waits for the promise, beyond its types
    onConnect: (client) =>
      client.query({ text: session, query_timeout: CONNECT_TIMEOUT_MS } as pg.QueryConfig) as never,
  });
  // An idle connection that breaks is replaced by the pool; without a listener it ends the process.
  pool.on('error', (error) => log.warn({ err: error }, 'an idle Postgres connection broke'));
  return pool;
}

/**
 * sql/<name>.sql as a named statement: Postgres parses it once a connection. For the few paths where
 * Prisma's model API costs too much. A line `-- include <other>` stands for sql/<other>.sql, for a
 * clause that several statements must read alike.
 */
export function readStatement(name: string): { name: string; text: string } {
  const text = readFileSync(new URL(`../../sql/${name}.sql`, import.meta.url), 'utf8');
  return { name, text: text.replace(INCLUDE, (_line, other: string) => readStatement(other).text) };
}

const INCLUDE = /^ *-- include (\S+)$/gm;

export interface StatementOptions {
  /**
   * false sends it unnamed, so that Postgres plans it for the values at hand: a named one changes to
   * a plan for any values, which is slower where they differ much in how many rows they mean.
   */
  prepared?: boolean;
  /** Leaves instants as Postgres' text, for pages of rows where making a Date of each costs more. */
  instantsAsText?: boolean;
}

/** Binds such a statement with $1 … parameters to the type of its rows. */
export function defineStatement<Row extends pg.QueryResultRow>(
  name: string,
  { prepared = true, instantsAsText = false }: StatementOptions = {},
) {
  const { text } = readStatement(name);
  const config = {
    text,
    ...(prepared ? { name } : {}),
    ...(instantsAsText ? { types: INSTANTS_AS_TEXT } : {}),
  };
  return async (db: Queryable, values: unknown[]): Promise<Row[]> => {
    const { rows } = await db.query<Row>({ ...config, values });
    return rows;
  };
}

const INSTANTS_AS_TEXT: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === pg.types.builtins.TIMESTAMPTZ
      ? (text: string) => text
      : (pg.types.getTypeParser(oid, format) as (value: string) => unknown),
};

/**
 * Runs `work` in one transaction on one connection; whatever it throws rolls back.
 *
 * @param opening a statement without parameters that is sent together with BEGIN, for a lock that
 *   would else cost a message of its own; `work` gets its rows
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient, opened: readonly pg.QueryResultRow[]) => Promise<T>,
  opening?: string,
): Promise<T> {
  const { connections, begin } =
    pool instanceof CompanyPool ? pool.transactions : { connections: pool, begin: 'BEGIN' };
  const client = await connections.connect();
  // One that breaks between two statements would end the process; the next statement tells as well.
  const ignore = () => undefined;
  client.on('error', ignore);
  const release = (broken?: Error) => {
    client.off('error', ignore);
    client.release(broken);
  };
  try {
    const begun = await client.query(opening ? `${begin}; ${opening}` : begin);
    const result = await work(client, lastRows(begun));
    await client.query('COMMIT');
    release();
    return result;
  } catch (error) {
    // A connection whose rollback fails is of no more use: hand it back as broken.
    await client.query('ROLLBACK').then(() => release(), release);
    throw error;
  }
}

/** Of several statements in a message each has its result, which pg's types do not know. */
function lastRows(results: pg.QueryResult | pg.QueryResult[]): readonly pg.QueryResultRow[] {
  return Array.isArray(results) ? (results.at(-1)?.rows ?? []) : results.rows;
}
