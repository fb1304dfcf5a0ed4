import { InvalidConfig, readConfig, type Config } from './config.ts';
import { DataFolderInUse } from './data-folder.ts';
import { EmbeddedPostgresFailed } from './embedded-postgres.ts';
import { DomainError } from './errors.ts';
import { createLog, type Logger } from './log.ts';
import { MigrationRefused } from './migrations.ts';

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
 */
export async function runProcess(
  main: (config: Config, log: Logger) => Promise<void>,
): Promise<void> {
  try {
    const config = readConfig(process.env);
    await main(config, createLog(config.log.level));
  } catch (error) {
    const isExpected = EXPECTED.some((kind) => error instanceof kind);
    process.stderr.write(`${isExpected ? (error as Error).message : (error as Error).stack}\n`);
    process.exitCode = 1;
  }
}

/** Resolves at Ctrl-C or SIGTERM; a second signal ends the process at once. */
export function untilSignalled(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        resolve(signal);
        process.once(signal, () => process.exit(1));
      });
    }
  });
}
