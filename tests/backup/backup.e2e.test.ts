import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  createDataFolder,
  startProgram,
  startServer,
  type ServerProcess,
} from '../support/server-process.ts';

/** Written by version 0.1.0; it stays as it is. */
const OF_AN_OLDER_VERSION = fileURLToPath(new URL('./written-by-0.1.0', import.meta.url));

vi.setConfig({ testTimeout: 360_000, hookTimeout: 360_000 }); // whole processes, on a busy machine

let data: Awaited<ReturnType<typeof createDataFolder>>;
const place = (name: string) => join(data.folder, name);
beforeAll(async () => {
  data = await createDataFolder();
  await chmod(data.folder, 0o711); // the account of Postgres has to pass through
});
afterAll(() => data.remove());

async function run(file: string, args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  const program = startProgram(file, args, env);
  return `${await program.exited}: ${program.output()}`;
}
const backUp = (target: string, from: string) =>
  run('server/backup/backup-command.ts', [place(target)], { DATA_DIR: place(from) });
const restore = (source: string, to: string) =>
  run('server/backup/restore-command.ts', [source], { DATA_DIR: place(to) });

/** What is in either database, of what neither time nor jobs change. */
function everything(server: ServerProcess): Promise<object> {
  return server.query(`{
    investigations(first: 100, orderBy: { field: EVENT_AT }) {
      edges { node { id eventAt supplierId errorText stage status note investigator version } }
    }
    deliveries(first: 100) { edges { node { date supplierId rows skus } } }
  }`);
}

/** The events that tell of cases. */
function opened(server: ServerProcess): Promise<object> {
  return server.query(`{
    eventLog(last: 100, filter: { kinds: [INVESTIGATION_OPENED] }) { events { entityId actor at } }
  }`);
}

async function log(server: ServerProcess, errorId: number): Promise<string> {
  const { logInvestigationEvent } = await server.query<{
    logInvestigationEvent: { investigation: { id: string } };
  }>(
    `mutation ($errorId: Int!) {
      logInvestigationEvent(input: {
        eventAt: "2026-11-20T09:41:00+03:00", supplierId: 14527, errorId: $errorId,
        errorText: "File cannot be read\\t\\\\ «не читается»", stage: "load_mail"
      }) { ... on LogInvestigationEventPayload { investigation { id } } }
    }`,
    { errorId },
  );
  return logInvestigationEvent.investigation.id;
}

describe('an installation of one machine', () => {
  let server: ServerProcess;
  let before: object;
  let cursor: string;

  beforeAll(async () => {
    const rows = place('success.csv');
    await writeFile(rows, 'dateupd,supid,sku,qty,price\n2026-11-19,14527,A,1,2.5\n');
    await run('server/warehouse/import-command.ts', ['--success', rows], {
      DATA_DIR: place('one'),
    });
    await mkdir(place('one/files/mail_backup'), { recursive: true });
    await writeFile(place('one/files/mail_backup/прайс.csv'), 'a;b\n');
    server = await startServer({ DATA_DIR: place('one') });
    await log(server, 1);
    ({ eventCursor: cursor } = await server.query<{ eventCursor: string }>('{ eventCursor }'));
  });
  afterAll(async () => void (await server?.stop()));

  it('is written to a folder while it works, and not over another', async () => {
    before = [await everything(server), await opened(server)];
    expect(await backUp('backup', 'one')).toMatch(/^0: .* rows of \d+ tables, and [1-9]\d* parts/);
    await log(server, 2);
    expect(await backUp('backup', 'one')).toMatch(/^1: There is something at/);
  });

  it('is restored to what it was, and its cursors are another log’s', async () => {
    await server.stop();
    expect(await restore(place('backup'), 'two')).toMatch(/^0: .* is as it was at 20/);
    expect(await readFile(place('two/files/mail_backup/прайс.csv'), 'utf8')).toBe('a;b\n');
    server = await startServer({ DATA_DIR: place('two') });
    expect([await everything(server), await opened(server)]).toEqual(before);
    await expect(
      server.query('query ($cursor: EventCursor!) { eventLog(after: $cursor) { hasMore } }', {
        cursor,
      }),
    ).rejects.toThrow('CURSOR_RESET');
    await log(server, 3); // its sequences go on where they were
    await server.stop();
  });

  it('is backed up as well when it stands still', async () => {
    expect(await backUp('still', 'two')).toMatch(/^0: /);
  });

  it('is not restored over another, nor from what was changed or is not whole', async () => {
    expect(await restore(place('backup'), 'one')).toMatch(/^1: There is something at/);
    await writeFile(place('backup/postgres/investigation.copy.gz'), '');
    expect(await restore(place('backup'), 'three')).toMatch(/^1: .*investigation.copy.gz is not/);
    await rm(place('backup/manifest.json'));
    expect(await restore(place('backup'), 'three')).toMatch(/^1: .*it has no manifest.json/);
  });
});

it('what version 0.1.0 wrote opens in this one', async () => {
  expect(await restore(OF_AN_OLDER_VERSION, 'older')).toMatch(/^0: /);
  const server = await startServer({ DATA_DIR: place('older') });
  const expected = JSON.parse(
    await readFile(join(OF_AN_OLDER_VERSION, 'expected.json'), 'utf8'),
  ) as object;
  expect(await everything(server)).toEqual(expected);
  await server.stop();
});
