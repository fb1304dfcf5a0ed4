import pg from 'pg';
import { createEmptyDatabase } from './database.ts';
import { LOG_ONE } from './documents.ts';
import { makeKeys } from './keys.ts';
import { load } from './load.ts';
import { logging } from './operations.ts';
import { startProduct } from './servers.ts';

const CONNECTIONS = 64;
const ROUNDS = 5;
const SECONDS = 3;

/**
 * What the event log costs who logs: the product beside itself on a database that drops each event's
 * row before it is written. Everything else is done there too, building the event included.
 */
export async function measureEventCost(
  resources: AsyncDisposableStack,
  say: (line: string) => void,
): Promise<void> {
  const withEvents = await startLogging(await createEmptyDatabase(resources), resources);
  const databaseWithout = await createEmptyDatabase(resources);
  await dropEvents(databaseWithout);
  const without = await startLogging(databaseWithout, resources);

  for (const traffic of [withEvents, without]) await load(traffic, CONNECTIONS, SECONDS);
  const ratios: number[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    const on = await load(withEvents, CONNECTIONS, SECONDS);
    const off = await load(without, CONNECTIONS, SECONDS);
    ratios.push(on.requestsPerSecond / off.requestsPerSecond);
    say(
      `log one, ${CONNECTIONS} connections: ${on.requestsPerSecond.toFixed(0)} a second with events, ` +
        `${off.requestsPerSecond.toFixed(0)} without`,
    );
  }
  const median = ratios.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)]!; // there are rounds
  say(`with events ${median.toFixed(2)} of without (at least 0.85)`);
}

async function startLogging(databaseUrl: string, resources: AsyncDisposableStack) {
  const { url } = await startProduct(databaseUrl, resources);
  await makeKeys(databaseUrl, url);
  return logging(`${url}/graphql`, (input) => ({ query: LOG_ONE, variables: { input } }));
}

async function dropEvents(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`
      CREATE FUNCTION drop_row() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
      CREATE TRIGGER drop_event BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION drop_row()`);
  } finally {
    await client.end();
  }
}
