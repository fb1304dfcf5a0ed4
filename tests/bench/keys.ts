import { createPrisma } from '../../server/core/db.ts';
import { createLog } from '../../server/core/log.ts';
import { createPool } from '../../server/core/postgres.ts';
import { createKey, isReport } from '../support/accounts.ts';

type Headers = Record<string, string>;

/** Where robots post what is not GraphQL. */
export const LOG_EVENT_PATH = '/api/v1/pricelens/log_event/';

const headersByServer = new Map<string, { robot: Headers; reader: Headers }>();

/** Makes the keys that the product is asked with from here on; the floor asks for none. */
export async function makeKeys(databaseUrl: string, serverUrl: string): Promise<void> {
  const pool = createPool(databaseUrl, 1, createLog('error'));
  try {
    const db = createPrisma(pool);
    const { headers: robot } = await createKey({ db }, 'ROBOT');
    const { headers: reader } = await createKey({ db }, 'ANALYST');
    headersByServer.set(new URL(serverUrl).origin, { robot, reader });
  } finally {
    await pool.end();
  }
}

/** With what the server lets the request in. */
export function keyFor(url: string, body: string): Headers {
  const known = headersByServer.get(new URL(url).origin);
  if (!known) return {};
  return url.endsWith(LOG_EVENT_PATH) || isReport(body) ? known.robot : known.reader;
}
