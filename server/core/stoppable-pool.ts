import { connect } from 'node:net';
import type pg from 'pg';
import { CompanyPool, type Taken } from './company-pool.ts';
import { stopSignal } from './stoppable.ts';

// A request to cancel may overtake the statement it is meant for, and then finds nothing to cancel.
const CANCEL_AGAIN_MS = 250;
const CANCEL_TIMEOUT_MS = 5_000;
const CANCEL_REQUEST = 80_877_102;

/** What pg keeps of a connection beside what its types tell. */
interface Connected {
  host: string;
  port: number;
  processID: number;
  secretKey: number;
}

/**
 * A company's pool whose statements end with the work they are for (see stoppable.ts). Transactions do
 * not: they belong to changes, and whether one was made is for Postgres to say, not for a hang-up.
 */
export class StoppablePool extends CompanyPool {
  protected override take(taken: Taken): void {
    const signal = stopSignal();
    if (!signal) return super.take(taken);
    const refuse = () => taken(signal.reason as Error, undefined, () => undefined);
    if (signal.aborted) return refuse();
    super.take((error, client, done) => {
      if (!client) return taken(error, client, done);
      if (signal.aborted) {
        done();
        return refuse();
      }
      endWith(signal, client);
      taken(undefined, client, (broken) => client.release(broken));
    });
  }
}

/**
 * Cancels what runs on the connection when the signal comes, until it is released. It goes back only
 * when no request to cancel is under way any more, which would hit the next one's statement.
 */
function endWith(signal: AbortSignal, client: pg.PoolClient): void {
  const handBack = client.release.bind(client);
  // One that breaks while its cancelling is waited for is nobody's, and would end the process.
  const ignore = () => undefined;
  client.on('error', ignore);
  const release: typeof handBack = (broken) => {
    client.off('error', ignore);
    handBack(broken);
  };
  let cancelled = Promise.resolve();
  let again: NodeJS.Timeout | undefined;
  const cancel = () => (cancelled = cancelled.then(() => requestCancel(client)));
  const stop = () => {
    void cancel();
    again = setInterval(() => void cancel(), CANCEL_AGAIN_MS);
  };
  signal.addEventListener('abort', stop, { once: true });
  client.release = (broken) => {
    signal.removeEventListener('abort', stop);
    clearInterval(again);
    if (again) void cancelled.then(() => release(broken));
    else release(broken);
  };
}

/**
 * Asks Postgres by a connection of its own to cancel what runs on this one; resolves when that has been
 * done, or cannot be: then there is nothing that runs, or nobody who could stop it.
 *
 * @see https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS
 */
function requestCancel(client: pg.PoolClient): Promise<void> {
  const { host, port, processID, secretKey } = client as unknown as Connected; // a pg.Client has them
  const request = Buffer.alloc(16);
  [request.length, CANCEL_REQUEST, processID].forEach((word, i) =>
    request.writeInt32BE(word, 4 * i),
  );
  request.writeInt32BE(secretKey, 12);
  return new Promise((resolve) => {
    const socket = host.startsWith('/')
      ? connect(`${host}/.s.PGSQL.${port}`)
      : connect({ host, port });
    socket.setTimeout(CANCEL_TIMEOUT_MS, () => socket.destroy());
    socket.once('error', () => socket.destroy());
    socket.once('close', () => resolve());
    socket.resume().end(request); // Postgres says nothing and closes once it has passed it on
  });
}
