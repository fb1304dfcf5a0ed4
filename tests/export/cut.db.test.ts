import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../server/core/config.ts';
import { createKey, createPerson } from '../support/accounts.ts';
import { statementsOf, useTestContext } from '../support/database.ts';
import { fillInvestigations, useExports, type Asking, type Exports } from './exports.ts';

const ctx = useTestContext();
const exports = useExports(ctx);
const impatient = useExports(ctx, { seconds: 2 });
const stopped = useExports(ctx);
const poor = useExports(ctx, { rows: { ...readConfig({}).limits.rows, ANALYST: 100 } });

// more than sockets and streams hold between a server and a client that does not read, also of one group
// of rows in Parquet and of what is left after it
beforeAll(() => fillInvestigations(ctx, { rows: 6_000, noteLength: 4_000 }), 60_000);

const DOCUMENT = '{ investigations { edges { node { id note supplier { name } } } } }';
const FORMATS = ['text/csv', 'application/x-ndjson', 'application/vnd.apache.parquet'];

interface Exporting {
  pid: number;
  since: string;
}

/** The server's connections that are in the middle of an export and have nothing to do. */
async function exporting(): Promise<Exporting[]> {
  const { rows } = await ctx.owner.query<Exporting>(
    `SELECT pid, state_change::text AS since FROM pg_stat_activity
     WHERE datname = current_database() AND state = 'idle in transaction'
       AND backend_xmin IS NOT NULL`, // it holds a moment, as nobody does who merely writes
  );
  return rows;
}

/** An export whose client has not read anything of it, and which therefore waits for its client. */
async function stalled(
  { begin }: Pick<Exports, 'begin'>,
  query: string,
  asking: Asking,
): Promise<IncomingMessage> {
  const answer = await begin(query, asking);
  answer.pause();
  let before: Exporting[] = [];
  for (;;) {
    const now = await exporting();
    if (now.some((one) => before.some((other) => isDeepStrictEqual(one, other)))) return answer;
    before = now;
    await wait(300); // in which whoever has work does some of it
  }
}

/** What its client then sees is no end. */
async function expectCut(answer: IncomingMessage): Promise<void> {
  await expect(finished(answer.resume())).rejects.toThrow(/aborted|Premature close/);
  expect(answer.complete).toBe(false);
  await expect.poll(exporting).toEqual([]);
}

describe.each(FORMATS)('A list as %s', (accept) => {
  it('is cut, and not ended, by what fails after it began', async () => {
    const answer = await stalled(exports, DOCUMENT, { accept });
    const [waiting] = await exporting();
    await ctx.owner.query('SELECT pg_terminate_backend($1)', [waiting!.pid]);
    await expectCut(answer);
  });
});

describe('An export is cut', () => {
  it('when its client takes nothing for as long as a query may take', async () => {
    const answer = await stalled(impatient, DOCUMENT, {});
    await expect.poll(exporting).toEqual([]);
    await expectCut(answer);
  });

  it.runIf(process.env['EXPORT_LONG'])('when it takes thirty times as long', async () => {
    const start = performance.now();
    const answer = await impatient.begin(
      DOCUMENT.replace('note', 'a: note b: note c: note d: note'),
    );
    const drip = setInterval(() => answer.read(), 60); // what has come: a megabyte a second
    await expect(finished(answer.pause())).rejects.toThrow(/aborted|Premature close/);
    clearInterval(drip);
    expect(performance.now() - start).toBeGreaterThan(30 * 2_000); // not for taking nothing
  });

  it('when its key is revoked', async () => {
    const { id, headers } = await createKey(ctx.installation, 'ANALYST');
    const answer = await stalled(exports, DOCUMENT, { headers });
    const { headers: ofAdmin } = await createPerson(ctx.installation, 'ADMIN');
    await exports.read(`mutation { revokeApiKey(id: "${id}") { __typename } }`, {
      accept: 'application/json',
      headers: ofAdmin,
    });
    await expectCut(answer);
  });

  it('when the server stops', async () => {
    const answer = await stalled(stopped, DOCUMENT, {});
    await stopped.stop();
    await expectCut(answer);
  });
});

describe('An export is refused before it begins', () => {
  const refusal = async ({ begin }: Exports) => {
    const answer = await begin(DOCUMENT);
    const { errors } = JSON.parse((await buffer(answer)).toString()) as {
      errors: { extensions: { code: string } }[];
    };
    return `${answer.statusCode} ${errors[0]?.extensions.code}`;
  };

  it('when it is too dear, and nothing of it is asked of a database', async () => {
    const statements = await statementsOf(async () => {
      expect(await refusal(poor)).toBe('422 OVER_BUDGET');
    });
    expect(statements.filter((text) => /investigation|DECLARE/.test(text))).toEqual([]);
  });

  it('when the company has four already', async () => {
    const open = await Promise.all([1, 2, 3, 4].map(() => stalled(exports, DOCUMENT, {})));
    expect(await refusal(exports)).toBe('429 TOO_MANY_REQUESTS');
    for (const answer of open) answer.destroy();
    await expect.poll(exporting).toEqual([]);
    expect((await exports.begin(`{ suppliers { edges { node { name } } } }`)).statusCode).toBe(200);
  });
});

describe('An export is of one moment, whatever happens until its client has taken it', () => {
  const hash = (body: Buffer) => createHash('sha256').update(body).digest('hex');
  // the other end comes first, some are gone, and all are somebody else's
  const HAPPENS = `
    UPDATE investigation SET event_at = '2027-01-01'::timestamptz - (event_at - '2026-01-01');
    DELETE FROM investigation WHERE error_id = (SELECT min(error_id) FROM investigation);
    UPDATE supplier SET name = 'another';`;

  it.each([
    ['a list', DOCUMENT],
    ['the queue', DOCUMENT.replace('investigations', 'queue(preset: EVERYTHING)')],
  ])('as %s', async (_name, document) => {
    const before = hash(Buffer.from(await exports.read(document)));
    const answer = await stalled(exports, document, {});
    await ctx.owner.query(HAPPENS);
    expect(hash(await buffer(answer))).toBe(before);
  });
});
