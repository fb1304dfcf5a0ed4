import { InvalidConfig, readConfig, type Config } from './config.ts';
import { DataFolderInUse } from './data-folder.ts';
import { EmbeddedPostgresFailed } from './embedded-postgres.ts';
import { DomainError } from './errors.ts';
import { createLog, type Logger } from './log.ts';
import { MigrationRefused } from './migrations.ts';
import { startTracing } from './tracing.ts';

/** The failures whose message is all that somebody who starts a process has to know. */
const EXPECTED = [
  InvalidConfig,
  DataFolderInUse,
  EmbeddedPostgresFailed,
  MigrationRefused,
  DomainError,
];

/**
 * Runs a process from its configuration to its end. A failure that is expected prints its sentence,
 * any other its stack; both end with exit code 1.
 *
 * @param defaults for variables that are not set
 *
 * It ends when `main` does: Agenda leaves a timer behind for each job it ran, of half the life of the
 * job's lock, which would keep the process up.
 */
export async function runProcess(
  main: (config: Config, log: Logger) => Promise<void>,
  defaults: Record<string, string> = {},
): Promise<void> {
  try {
    const config = configOfProcess(defaults);
    const stopTracing = await startTracing(config.tracing.endpoint);
    await main(config, createLog(config.log.level)).finally(stopTracing);
  } catch (error) {
    const isExpected = EXPECTED.some((kind) => error instanceof kind);
    process.stderr.write(`${isExpected ? (error as Error).message : (error as Error).stack}\n`);
    process.exitCode = 1;
  }
  process.exit();
}

/**
 * What the environment says; for programs that need nothing else of a process.
 *
 * @throws {InvalidConfig}
 */
export function configOfProcess(defaults: Record<string, string> = {}): Config {
  return readConfig({ ...defaults, ...process.env });
}

/** For commands: people read what they print, and the log only speaks up when something is wrong. */
export const QUIET = { LOG_LEVEL: 'warn' };

const END_WITHIN_MS = 9_000; // whoever sent the signal kills the process after 10 s

/**
 * Resolves at Ctrl-C or SIGTERM. A second signal ends the process at once, and so does it when it takes
 * too long to end, since a database fell silent, say: all of it stands crashes.
 */
export function untilSignalled(log: Logger): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        log.info({ signal }, 'stopping');
        resolve(signal);
        process.once(signal, () => process.exit(1));
        setTimeout(() => {
          log.error('the process did not end in time and is ended');
          process.exit(1);
        }, END_WITHIN_MS).unref();
      });
    }
  });
}
