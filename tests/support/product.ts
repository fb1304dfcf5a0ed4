import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { launchBrowser } from './browser.ts';
import { createDatabase, IS_WAREHOUSE_REMOTE, startWarehouse } from './database.ts';
import { createDataFolder, startServer, type ServerProcess } from './server-process.ts';

/** What programs are told to work on the same databases. */
export interface Place extends Partial<RemoteWarehouse> {
  DATA_DIR: string;
  DATABASE_URL: string;
}

/** What a program with an embedded warehouse does and has as well. */
interface RemoteWarehouse {
  CLICKHOUSE_URL: string;
  ROLE: 'both';
  FILES_ROOT: string;
}

/**
 * A data folder, a database of the run's Postgres, migrated, and a warehouse, in the folder or behind
 * HTTP; and the way to remove all of it.
 */
export async function createPlace(): Promise<Place & { remove: () => Promise<void> }> {
  const resources = new AsyncDisposableStack();
  const { folder, remove } = await createDataFolder();
  resources.defer(remove);
  const database = await createDatabase();
  resources.defer(database.drop);
  return {
    DATA_DIR: folder,
    DATABASE_URL: database.url,
    ...(IS_WAREHOUSE_REMOTE && (await remoteWarehouse(folder, resources))),
    remove: () => resources.disposeAsync(),
  };
}

async function remoteWarehouse(
  folder: string,
  resources: AsyncDisposableStack,
): Promise<RemoteWarehouse> {
  const { url } = await startWarehouse(resources);
  return { CLICKHOUSE_URL: url, ROLE: 'both', FILES_ROOT: join(folder, 'files') };
}

/** A server of a test file's own, without sample data, and a browser to look at it. */
export interface Product {
  server: ServerProcess;
  browser: Browser;
  place: Place;
}

/**
 * Starts the product for the tests of one file. Its fields are there once they run. Its Postgres is the
 * run's, which is migrated already; what an embedded one of its own does, process.e2e.test.ts shows.
 *
 * @param prepare what is done before the server starts
 */
export function useProduct(prepare?: (place: Place) => Promise<void>): Product {
  const product = {} as Product; // filled in before the first test
  const resources = new AsyncDisposableStack();
  beforeAll(async () => {
    const { remove, ...place } = await createPlace();
    resources.defer(remove);
    product.place = place;
    await prepare?.(product.place);
    product.server = await startServer({ ...product.place });
    resources.defer(async () => void (await product.server.stop()));
    product.browser = await launchBrowser();
    resources.defer(() => product.browser.close());
  });
  afterEach(async () => {
    for (const context of product.browser.contexts()) await context.close();
  });
  afterAll(() => resources.disposeAsync());
  return product;
}
