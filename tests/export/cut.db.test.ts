import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { useTestContext } from '../support/database.ts';
import { fillInvestigations, useExports } from './exports.ts';

const ctx = useTestContext();
const exports = useExports(ctx);

// more than sockets and streams hold between a server and a client that does not read
beforeAll(() => fillInvestigations(ctx, { rows: 20_000, noteLength: 2_000 }), 60_000);

const DOCUMENT = '{ investigations { edges { node { id note } } } }';

/** Resolves once Postgres says so. */
async function until(condition: string): Promise<Record<string, unknown>> {
  for (;;) {
    const { rows } = await ctx.owner.query<Record<string, unknown>>(condition);
    if (rows[0]) return rows[0];
    await wait(20);
  }
}

/** An export whose client has not read anything of it, and which therefore waits for its client. */
async function stalled(accept: string): Promise<IncomingMessage> {
  const answer = await exports.begin(DOCUMENT, { accept });
  answer.pause();
  let before = -1;
  for (;;) {
    const sent = answer.socket.bytesRead;
    if (sent === before) return answer;
    before = sent;
    await wait(300);
  }
}

describe.each(['text/csv', 'application/x-ndjson', 'application/vnd.apache.parquet'])(
  'A list as %s',
  (accept) => {
    it('is cut, and not ended, by what fails after it began', { timeout: 60_000 }, async () => {
      const answer = await stalled(accept);
      const blocker = await ctx.owner.connect();
      try {
        await blocker.query('BEGIN; LOCK TABLE investigation IN ACCESS EXCLUSIVE MODE');
        const body = buffer(answer);
        body.catch(() => undefined); // looked at below
        const { pid } = await until(
          "SELECT pid FROM pg_locks WHERE NOT granted AND relation = 'investigation'::regclass",
        );
        await ctx.owner.query('SELECT pg_terminate_backend($1)', [pid]);
        await expect(body).rejects.toThrow('aborted');
        expect(answer.complete).toBe(false);
      } finally {
        await blocker.query('ROLLBACK');
        blocker.release();
      }
    });
  },
);

it(
  'A client that does not read holds no transaction and no connection',
  { timeout: 60_000 },
  async () => {
    const answer = await stalled('text/csv');
    await until(
      `SELECT true WHERE NOT EXISTS (
         SELECT FROM pg_stat_activity
         WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid())`,
    );
    expect(answer.complete).toBe(false);
    answer.destroy();
  },
);
