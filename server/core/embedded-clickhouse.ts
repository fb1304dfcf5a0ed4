import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createClient, type ClickHouseClient } from '@clickhouse/client';
import type { ChdbConnection } from 'chdb/connection';

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
  const connection = createChdbConnection({ path });
  connection.exec = await streamFrom(path);
  // chdb implements the interface of a second copy of the client's types, private fields and all.
  return createClient({ connection: connection as unknown as ClientConnection });
}

/**
 * exec() of a server streams its answer; chdb's holds all of it first. A session answers one stream at a
 * time, so each has one of its own.
 */
async function streamFrom(path: string): Promise<ChdbConnection['exec']> {
  const { Session } = await import('chdb');
  return async ({ query, query_params, clickhouse_settings = {}, query_id = '' }) => {
    const session = new Session(path);
    for (const [name, value] of Object.entries(clickhouse_settings)) {
      await session.queryAsync(`SET ${name} = ${String(value)}`); // both are ours
    }
    const chunks = session.queryStreamBind(query, query_params ?? {}, { format: 'JSONEachRow' });
    const bytes = async function* () {
      try {
        for await (const chunk of chunks) yield chunk.raw();
      } finally {
        session.close();
      }
    };
    // one chunk ahead of the reader, not sixteen
    const stream = Readable.from(bytes(), { highWaterMark: 1 });
    return { stream, query_id, response_headers: {}, http_status_code: 200 };
  };
}
