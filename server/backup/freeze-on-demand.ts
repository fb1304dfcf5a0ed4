import { readFile, rename, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import { DomainError } from '../core/errors.ts';
import { listen } from '../core/listen.ts';
import type { OpenContext } from '../core/open-context.ts';
import { directSettings } from '../core/postgres.ts';
import { freezeTables, type FrozenTable } from './warehouse-parts.ts';

// Only one process may open the embedded ClickHouse. A backup beside it asks it by way of Postgres,
// which both reach, and is answered by a file, which both see.
const CHANNEL = 'pricelens_freeze';
const PATIENCE_MS = 60_000;
const LOOK_MS = 100;

const request = z.object({
  name: z.string().regex(/^[0-9a-f]+$/),
  databases: z.array(z.string()),
  /** The file that the answer goes to. */
  answer: z.string(),
});
type Request = z.output<typeof request>;

/** What the file says. */
type Answer = { tables: FrozenTable[] } | { fault: string };

/** The process that has the warehouse open did not hold it still. */
export class FreezeFailed extends DomainError {
  constructor(why: string) {
    super(
      'FREEZE_FAILED',
      `The server that is running could not hold its warehouse still: ${why}. ` +
        'Look at its log, or stop it and take the backup then.',
    );
  }
}

/** Freezes this process's warehouse whenever a backup asks for it. @returns the way to stop */
export function freezeOnDemand({ ctx, postgresUrl }: OpenContext): () => Promise<void> {
  const onNotification = (payload: string) => void answerRequest(payload);
  return listen(postgresUrl, CHANNEL, { onNotification }, ctx.log);

  async function answerRequest(payload: string): Promise<void> {
    const { name, databases, answer } = request.parse(JSON.parse(payload));
    const said: Answer = await freezeTables(ctx.clickhouse, databases, name).then(
      (tables) => ({ tables }),
      (error: unknown) => {
        ctx.log.error({ err: error }, 'cannot freeze the warehouse for a backup');
        return { fault: error instanceof Error ? error.message : String(error) };
      },
    );
    const draft = `${answer}.new`;
    await writeFile(draft, JSON.stringify(said), { mode: 0o600 });
    await rename(draft, answer); // whoever waits for it finds all of it
  }
}

/** Asks the process that has the warehouse open to freeze it. @throws {FreezeFailed} */
export async function askForFreeze(postgresUrl: string, asked: Request): Promise<FrozenTable[]> {
  const client = new pg.Client(directSettings(postgresUrl));
  await client.connect();
  await client
    .query('SELECT pg_notify($1, $2)', [CHANNEL, JSON.stringify(asked)])
    .finally(() => client.end());
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const text = await readFile(asked.answer, 'utf8').catch(() => undefined);
    if (text === undefined) {
      await sleep(LOOK_MS);
      continue;
    }
    const answer = JSON.parse(text) as Answer; // we wrote it
    if ('tables' in answer) return answer.tables;
    throw new FreezeFailed(answer.fault);
  }
  throw new FreezeFailed(`it gave no answer for ${PATIENCE_MS / 1_000} s`);
}
