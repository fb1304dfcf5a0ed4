import pg from 'pg';
import { DomainError } from './errors.ts';
import { StoppablePool } from './stoppable-pool.ts';

/** The moment cannot be seen any more: its connection broke, or was idle for too long. */
export class SnapshotLost extends DomainError {
  constructor() {
    super(
      'SNAPSHOT_LOST',
      'Postgres ended the connection that this was read by; ask for the rest.',
    );
  }
}

/**
 * A company's Postgres as it is at one moment, whatever changes meanwhile: all statements go by one
 * connection of its own, one after the other, in one transaction that only reads. While it is open
 * Postgres keeps what others delete and replace, so whoever opens it sees to it that it does not last.
 */
export class SnapshotPool extends StoppablePool {
  readonly #connection: pg.Pool;
  #isOpen = false;

  /** @param shared whose settings the connection has; none of its own is taken */
  constructor(shared: pg.Pool, companyId: number) {
    const connection = new pg.Pool({
      ...shared.options,
      max: 1,
      idleTimeoutMillis: 0,
      connectionTimeoutMillis: shared.options.query_timeout, // it bounds the wait for one's turn as well
    });
    connection.on('error', () => undefined); // the next statement tells
    super(connection, companyId);
    this.#connection = connection;
  }

  /**
   * Begins; the moment is that of the first statement.
   *
   * @param maxIdleMs after so long without a statement Postgres ends it by itself
   */
  async open(maxIdleMs: number): Promise<void> {
    await this.query(
      `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
       SET LOCAL idle_in_transaction_session_timeout = ${Math.ceil(maxIdleMs)}`,
    );
    this.#isOpen = true;
  }

  /** Ends it once the statement that runs has ended, and its connection with it; it can be opened anew. */
  async close(): Promise<void> {
    this.#isOpen = false;
    const client = await this.#connection.connect();
    client.release(true);
  }

  protected override take(...[taken]: Parameters<StoppablePool['take']>): void {
    super.take((error, client, done) => {
      // the pool replaces a connection that broke, and the new one would show another moment
      const isAnother = this.#isOpen && client?.getTransactionStatus() === 'I';
      if (!isAnother) return taken(error, client, done);
      done(true);
      taken(new SnapshotLost(), undefined, () => undefined);
    });
  }
}
