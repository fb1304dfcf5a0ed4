import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient, type ClickHouseClient } from '@clickhouse/client';

type ClientConnection = NonNullable<NonNullable<Parameters<typeof createClient>[0]>['connection']>;

/**
 * A ClickHouse inside this process (chdb) with its data under `<folder>/clickhouse`, behind the same
 * client as a server. One process per folder: claim it first (see data-folder.ts).
 */
export async function openEmbeddedClickHouse(folder: string): Promise<ClickHouseClient> {
  const path = join(folder, 'clickhouse');
  await mkdir(path, { recursive: true });
  // Loaded here because its native library takes 200 MB, which a server's client does without.
  const { createChdbConnection } = await import('chdb/connection');
  // chdb implements the interface of a second copy of the client's types, private fields and all.
  const connection = createChdbConnection({ path }) as unknown as ClientConnection;
  return createClient({ connection });
}
