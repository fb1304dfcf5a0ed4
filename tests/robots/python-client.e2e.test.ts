import { copyFile, mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createPlace, type Place } from '../support/product.ts';
import { createDataFolder, startServer, type ServerProcess } from '../support/server-process.ts';
import { hasPython, startPython, type PythonProcess } from './python.ts';

const CLIENT = new URL('../../server/robots/pricelens_client.py', import.meta.url);
const COUNT = Number(process.env['ROBOT_EVENTS'] ?? 150); // of each robot; 500 at most, a page of the queue
const SOON = { timeout: 60_000, interval: 20 };

let place: Place;
let remove: () => Promise<void>;
let temporary: Awaited<ReturnType<typeof createDataFolder>>;
let port: number;
let server: ServerProcess | undefined;
const robots: PythonProcess[] = [];

const folder = (name: string) => join(temporary.folder, name);
const url = () => `http://127.0.0.1:${port}`;

async function start(): Promise<ServerProcess> {
  server = await startServer({ ...place, PORT: String(port) });
  return server;
}

function python(args: string[], key?: string): PythonProcess {
  const robot = startPython(folder('client'), args, key ?? server?.key.text);
  robots.push(robot);
  return robot;
}

/** A robot that logs failures of one supplier and then waits for the spool to be empty. */
function robotOf(supplierId: number, spool: string, count: number, flushSeconds: number) {
  const args = [url(), folder(spool), supplierId, count, flushSeconds].map(String);
  return python(['playing_robot.py', ...args]);
}

/** A few lines with a client on the spool. */
async function run(spool: string, lines: string, options = ''): Promise<string> {
  const setUp = `client = Pricelens("${url()}", spool_dir="${folder(spool)}"${options})`;
  return python(['-c', `from pricelens_client import Pricelens\n${setUp}\n${lines}`]).ended;
}

const loggedBy = (all: readonly PythonProcess[]) =>
  all.flatMap(({ lines }) => lines()).filter((line) => line.startsWith('logged')).length;

const pathsOf = (supplierId: number, count: number) =>
  Array.from({ length: count }, (_, i) => `ftp_backup/${supplierId}/${i}.csv`).sort();

interface Queue {
  queue: { totalCount: number; edges: { node: { filePath: string } }[] };
}

async function recordedOf(supplierId: number): Promise<string[]> {
  const { queue } = await server!.query<Queue>(
    `query Of($supplierId: Int!) {
       queue(first: 500, filter: { supplierId: $supplierId }) {
         totalCount edges { node { filePath } }
       }
     }`,
    { supplierId },
  );
  const paths = queue.edges.map(({ node }) => node.filePath).sort();
  expect(queue.totalCount).toBe(paths.length);
  return paths;
}

async function countRecorded(): Promise<number> {
  const { queue } = await server!.query<Queue>('{ queue(first: 1) { totalCount } }');
  return queue.totalCount;
}

beforeAll(async () => {
  ({ remove, ...place } = await createPlace());
  temporary = await createDataFolder();
  await mkdir(folder('client'));
  await copyFile(CLIENT, folder('client/pricelens_client.py'));
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  port = (probe.address() as AddressInfo).port; // it listens on TCP
  await new Promise((resolve) => probe.close(resolve));
});
afterAll(async () => {
  for (const { child } of robots) child.kill('SIGKILL');
  await server?.stop();
  await remove();
  await temporary.remove();
});

describe.skipIf(!hasPython)('The client for robots in Python (needs python3, 3.8 or newer)', () => {
  it('keeps what a robot logged while the server was away and before it was killed', async () => {
    const killed = robotOf(1, 'first', 20, 60);
    await vi.waitFor(() => expect(loggedBy([killed])).toBe(20), SOON);
    killed.child.kill('SIGKILL');
    await killed.ended;
    const pending = await readdir(folder('first/pending'));
    expect(pending.length).toBeGreaterThan(20); // some were logged twice, under the same key
    // as if it had been killed while it was sending this one
    await rename(folder(`first/pending/${pending[0]}`), folder(`first/claimed/${pending[0]}~1`));

    await start();
    expect(await robotOf(2, 'first', 0, 20).ended).toContain('\nempty\n');
    expect(await recordedOf(1)).toEqual(pathsOf(1, 20));
  });

  it('keeps what the server does not take for want of a valid key, and says so', async () => {
    const told = await run(
      'locked',
      'client.log_event(supid=3, error_id=8, error_text="a", stage="load_ftp", file_path="ftp_backup/3/0.csv")',
      ', key="pl_nobody"',
    );
    expect(told).toContain("does not take this robot's key");
    expect(told).not.toContain('pl_nobody');
    expect(await readdir(folder('locked/pending'))).toHaveLength(1);
    expect(await run('locked', 'print(client.flush(20))')).toContain('True');
    expect(await recordedOf(3)).toEqual(pathsOf(3, 1));
  });

  it('is handed out by the server', async () => {
    const response = await fetch(`${url()}/robots/pricelens_client.py`);
    expect(response.headers.get('content-type')).toBe('text/x-python; charset=utf-8');
    expect(await response.text()).toBe(await readFile(CLIENT, 'utf8'));
  });

  it('loses nothing and logs nothing twice, from four robots on one spool, while the server is killed', async () => {
    const before = await countRecorded();
    const crew = [11, 12, 13, 14].map((supplierId) => robotOf(supplierId, 'crew', COUNT, 90));
    await vi.waitFor(() => expect(loggedBy(crew)).toBeGreaterThan(0.8 * COUNT), SOON);
    await server!.stop('SIGKILL');
    await vi.waitFor(() => expect(loggedBy(crew)).toBeGreaterThan(1.6 * COUNT), SOON);
    await start();
    const halfWay = before + 2 * COUNT; // of four robots
    await vi.waitFor(async () => expect(await countRecorded()).toBeGreaterThan(halfWay), SOON);
    await server!.stop('SIGKILL');
    await start();
    for (const { ended } of crew) expect(await ended).toContain('\nempty\n');

    for (const supplierId of [11, 12, 13, 14]) {
      expect(await recordedOf(supplierId)).toEqual(pathsOf(supplierId, COUNT));
    }
  });

  it('puts aside what the server refuses, with its answer, and goes on with the rest', async () => {
    const printed = await run(
      'refusing',
      `client.log_event(supid=0, error_id=8, error_text="FTP timeout", stage="load_ftp")
client.log_event(supid=21, error_id=8, error_text="FTP timeout", stage="load_ftp", file_path="good")
print(client.flush(10))`,
    );
    expect(printed).toContain('Pricelens refused an event');
    expect(printed).toContain('True\n');
    expect(await recordedOf(21)).toEqual(['good']);
    const [answer, event] = await readdir(folder('refusing/rejected'));
    expect(answer).toBe(event?.replace('.json', '.answer.json'));
    const { errors } = JSON.parse(
      await readFile(folder(`refusing/rejected/${answer}`), 'utf8'),
    ) as {
      errors: object;
    };
    expect(Object.keys(errors)).toEqual(['supid']);
  });

  it('sends what Python has, and cuts what is too long rather than lose it', async () => {
    const printed = await run(
      'odd',
      `from pathlib import Path
from datetime import datetime, timezone, timedelta
print(client.log_event(supid=31, error_id=8, error_text="x" * 500, stage="load_ftp",
    event_dt=datetime(2026, 11, 20, 9, tzinfo=timezone(timedelta(hours=5))),
    file_path=Path("ftp") / "caf\\udce9.csv", extra={1: {"a", 2.5}, "nan": float("nan")}))
print(client.log_event(supid=object(), extra=client), client.log_event())`,
    );
    expect(printed).toContain('True\n');
    expect(printed).toContain('False False\n');
    const { queue } = await server!.query<{ queue: { edges: unknown[] } }>(
      '{ queue(filter: { supplierId: 31 }) { edges { node { eventAt errorText filePath extra } } } }',
    );
    expect(queue.edges).toEqual([
      {
        node: {
          eventAt: '2026-11-20T04:00:00Z',
          errorText: `${'x'.repeat(127)}…`,
          filePath: String.raw`ftp/caf\udce9.csv`,
          extra: {
            '1': expect.arrayContaining(['a', 2.5]) as unknown,
            nan: 'nan',
            error_text: 'x'.repeat(500),
          },
        },
      },
    ]);
  });

  it('does not hold a robot up when nobody answers, and keeps the newest of too much', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port: silentPort } = silent.address() as AddressInfo; // it listens on TCP
    const printed = await run(
      'silent',
      `import time
client = Pricelens("http://127.0.0.1:${silentPort}", "${folder('silent')}", timeout=0.3, max_spooled=5)
started = time.monotonic()
for number in range(20):
    client.log_event(supid=41, error_id=8, error_text=str(number), stage="load_ftp")
print("in time" if time.monotonic() - started < 2 else "too late")
client.flush(1.5)`,
    );
    silent.close();
    expect(printed).toContain('in time');
    expect(printed).toContain('dropped its oldest 15 events');
    // the robot ended while it was trying to send one of them, maybe
    const names = ['pending', 'claimed'].map(async (state) =>
      (await readdir(folder(`silent/${state}`))).map((name) => `silent/${state}/${name}`),
    );
    const kept = await Promise.all(
      (await Promise.all(names)).flat().map(async (name) => readFile(folder(name), 'utf8')),
    );
    const texts = kept.map((event) => (JSON.parse(event) as { error_text: string }).error_text);
    expect(texts.sort()).toEqual(['15', '16', '17', '18', '19']);
  });
});
