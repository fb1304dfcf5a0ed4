import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import pg from 'pg';

/** A wire to a Postgres, wherever it listens. */
export interface PostgresWire {
  /** The database by way of the wire. */
  url: string;
  close: () => void;
}

/**
 * Lays a wire to the database.
 *
 * @param join what becomes of a connection; `reach` makes the one behind the wire, and either ends with
 *   the other
 */
export async function layPostgresWire(
  url: string,
  join: (near: Socket, reach: () => Socket) => void,
): Promise<PostgresWire> {
  const { host, port, user, password, database } = new pg.Client(url);
  const server = createServer((near) => {
    near.on('error', () => near.destroy());
    join(near, () => {
      const far = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
      far.on('error', () => far.destroy());
      far.on('close', () => near.destroy());
      near.on('close', () => far.destroy());
      return far;
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const end = `127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on TCP
  return {
    url: `postgres://${user}:${encodeURIComponent(password ?? '')}@${end}/${database}`,
    close: () => server.close(),
  };
}
