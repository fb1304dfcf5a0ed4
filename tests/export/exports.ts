import { request, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import type { Config } from '../../server/core/config.ts';
import type { KeyRole } from '../../server/core/generated/prisma/client.ts';
import { openStream } from '../../server/events/stream.ts';
import { startHttpServer } from '../../server/http.ts';
import { createKey } from '../support/accounts.ts';
import type { TestContext } from '../support/database.ts';

export interface Asking {
  accept?: string;
  variables?: object;
  headers?: Record<string, string>;
}

export interface Exports {
  /** Where the server is. */
  url: () => string;
  /** Begins an export with an analyst's key; its body is for the test to read. */
  begin: (query: string, asking?: Asking) => Promise<IncomingMessage>;
  /** Stops the server, which is stopped at the end anyway. */
  stop: () => Promise<void>;
  /** The whole of it. */
  read: (query: string, asking?: Asking) => Promise<string>;
}

/** The server as those who export reach it, for the tests of one file. */
export function useExports(ctx: TestContext, limits: Partial<Config['limits']> = {}): Exports {
  let url = '';
  let ofAnalyst: Record<string, string> = {};
  let stop = () => Promise.resolve();
  beforeAll(async () => {
    const { installation } = ctx;
    const config = {
      ...ctx.config,
      http: { host: '127.0.0.1', port: 0 },
      limits: { ...ctx.config.limits, ...limits },
    };
    const events = await openStream(installation);
    ({ headers: ofAnalyst } = await createKey(installation, 'ANALYST'));
    ({ url, stop } = await startHttpServer({ ctx: { ...installation, config }, events }));
  });
  const stopOnce = async () => {
    await stop();
    stop = () => Promise.resolve();
  };
  afterAll(stopOnce);
  const begin: Exports['begin'] = (query, { accept = 'text/csv', variables, headers } = {}) =>
    post(url, JSON.stringify({ query, variables }), { accept, ...(headers ?? ofAnalyst) });
  return {
    url: () => url,
    begin,
    stop: stopOnce,
    read: async (query, asking) => (await buffer(await begin(query, asking))).toString(),
  };
}

/** Posts with node:http, which shows trailers and reads no more than it is told to. */
export function post(
  url: string,
  body: string,
  headers: Record<string, string>,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/graphql`, {
      method: 'POST',
      agent: false, // a socket that has carried tens of megabytes takes in as many unread
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        ...headers,
      },
    });
    sent.once('response', resolve).once('error', reject);
    sent.end(body);
  });
}

/** Headers of a key of that role in the company. */
export async function keyOf(ctx: TestContext, role: KeyRole, companyId = ctx.company.id) {
  return (await createKey(ctx.installation, role, companyId)).headers;
}

/** What COPY writes, as psql would print it. */
export async function copied(ctx: TestContext, question: string): Promise<string> {
  const parts: Buffer[] = [];
  await copyTo(ctx, question, (part) => parts.push(Buffer.from(part))); // pg uses it again
  return Buffer.concat(parts).toString();
}

/** The same, part by part; each is pg's again once it has been looked at. */
export async function copyTo(
  { owner }: TestContext,
  question: string,
  take: (part: Buffer) => void,
): Promise<void> {
  const client = new pg.Client({ ...owner.options, query_timeout: 0 });
  const copy = new pg.Query(`COPY (${question}) TO STDOUT (FORMAT csv, HEADER)`);
  // pg hands each part of the answer over, and its types do not know
  Object.assign(copy, { handleCopyData: ({ chunk }: { chunk: Buffer }) => take(chunk) });
  await client.connect();
  try {
    await client.query("SET TimeZone = 'UTC'");
    await new Promise((resolve, reject) => {
      copy.on('end', resolve).on('error', reject);
      client.query(copy);
    });
  } finally {
    await client.end();
  }
}

/** Failures whose texts are hard on every format, one after the other in time. */
export async function fillInvestigations(
  { owner, company }: Pick<TestContext, 'owner' | 'company'>,
  { rows, noteLength = 0, from = 0 }: { rows: number; noteLength?: number; from?: number },
): Promise<void> {
  await owner.query(
    `INSERT INTO supplier (company_id, supid, name)
     SELECT $1, supid, CASE WHEN supid % 2 = 0 THEN format('-supplier, %s', supid) END
     FROM generate_series(1, 24) AS supid ON CONFLICT DO NOTHING`,
    [company.id],
  );
  await owner.query(
    `INSERT INTO investigation (id, company_id, identity, event_at, supid, error_id, error_text, stage,
       file_path, extra, source, status, note, snoozed_until, version, created_at)
     SELECT format('%s-0000-4000-8000-%s', lpad(to_hex(i), 8, '0'), lpad($1::int::text, 12, '0'))::uuid, $1,
       int4send(i), '2026-11-01T00:00:00.000001Z'::timestamptz + i * interval '1.000013 s', 1 + i % 24, i % 7,
       coalesce(($2::text[])[1 + i % array_length($2, 1)], 'none'), 'consolidate',
       ($2::text[])[1 + (i / 3) % array_length($2, 1)], CASE WHEN i % 3 = 0 THEN jsonb_build_object('i', i) END,
       'ROBOT', CASE WHEN i % 5 = 0 THEN 'RESOLVED' ELSE 'OPEN' END::investigation_status,
       (SELECT string_agg(md5(format('%s %s', i, part)), '') FROM generate_series(1, $3::int / 32) AS part), NULL, 1, '2026-11-20T09:00:00Z'
     FROM generate_series($4::int, $4 + $5 - 1) AS i`,
    [company.id, TEXTS, noteLength, from, rows],
  );
  await owner.query('ANALYZE investigation');
}

const TEXTS = [
  'plain',
  '',
  null,
  '=1+1',
  '+7 495 000',
  '-1',
  '@import',
  '\tafter a tab',
  '\rafter a return',
  'with "quotes"',
  'a,b',
  'two\nlines',
  "it's",
  'ёж 🦔',
  ' space ',
  '=HYPERLINK("http://example.com";"a")',
];
