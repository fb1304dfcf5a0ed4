import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ClickHouseError } from '@clickhouse/client';
import { createChdbConnection } from 'chdb/connection';

/** What the stand-in does in place of an answer, as ClickHouse servers do on their bad days. */
export type Fault =
  | { kind: 'REFUSE'; code: number; type: string; message: string }
  /** It takes the question and says nothing more; of nothing else either where `toPings`. */
  | { kind: 'HANG'; toPings: boolean }
  /** Half of the answer, and then the end of the connection. */
  | { kind: 'CUT' }
  /** Half of the answer, and then nothing more, of anything. */
  | { kind: 'FREEZE' }
  /** Half of the answer, and then an exception in its place. */
  | { kind: 'FAIL_LATE'; code: number; type: string; message: string };

export interface ClickHouseStandIn {
  url: string;
  /** For what is asked from now on; undefined: it answers. */
  fault: Fault | undefined;
  /** Every statement it got, the newest last. */
  asked: string[];
  close: () => Promise<void>;
}

const VERSION = 'version 26.7.1.1';
const TAG = 'pricelenstestsxx'; // 16 letters, as the server's
const CHUNK_BYTES = 64 * 1024;

/**
 * A ClickHouse server's HTTP interface over chdb in this process, as far as `@clickhouse/client` speaks
 * it: statements and data by POST, parameters and settings in the address, errors by their code in a
 * header, and such as come when half the answer is sent.
 *
 * @see https://clickhouse.com/docs/interfaces/http
 */
export async function startClickHouseStandIn(): Promise<ClickHouseStandIn> {
  const chdb = createChdbConnection({ path: ':memory:' });
  const standIn: ClickHouseStandIn = { url: '', fault: undefined, asked: [], close };
  const server = createServer((request, response) => {
    response.on('error', () => undefined);
    answer(chdb, standIn, request, response).catch((error: unknown) => {
      refuse(response, error as ClickHouseError); // chdb throws no other
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo; // it listens on TCP
  standIn.url = `http://127.0.0.1:${port}`;
  return standIn;

  async function close(): Promise<void> {
    server.closeAllConnections();
    server.close();
    await chdb.close();
  }
}

async function answer(
  chdb: ReturnType<typeof createChdbConnection>,
  standIn: ClickHouseStandIn,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url!, standIn.url); // a request has one
  const { fault } = standIn;
  const isFrozen = fault?.kind === 'FREEZE' || (fault?.kind === 'HANG' && fault.toPings);
  if (pathname === '/ping') return isFrozen ? undefined : void response.end('Ok.\n');
  const body = await text(request);
  const inAddress = searchParams.get('query');
  const query = inAddress === null ? body : `${inAddress}\n${body}`;
  standIn.asked.push(query);
  if (fault?.kind === 'HANG') return;
  if (fault?.kind === 'REFUSE') return refuse(response, fault);
  const { stream } = await chdb.exec({
    query,
    query_params: parametersOf(query, searchParams),
    clickhouse_settings: settingsOf(searchParams),
  });
  response.setHeader('x-clickhouse-exception-tag', TAG);
  const result = Buffer.concat(await stream.toArray());
  if (fault) await fail(response, result, fault);
  else for (const chunk of chunksOf(result)) response.write(chunk);
  if (!fault) response.end();
}

function chunksOf(result: Buffer): Buffer[] {
  const count = Math.ceil(result.length / CHUNK_BYTES);
  return Array.from({ length: count }, (_, i) =>
    result.subarray(i * CHUNK_BYTES, (i + 1) * CHUNK_BYTES),
  );
}

/** As many whole rows as half of the answer has, and then what is wrong. */
async function fail(
  response: ServerResponse,
  result: Buffer,
  fault: Exclude<Fault, { kind: 'REFUSE' | 'HANG' }>,
): Promise<void> {
  const half = result.subarray(0, result.lastIndexOf('\n', result.length / 2) + 1);
  response.flushHeaders();
  if (half.length > 0) await new Promise((sent) => response.write(half, sent));
  if (fault.kind === 'CUT') response.destroy();
  if (fault.kind !== 'FAIL_LATE') return;
  const exception = `${sentenceOf(fault)}\n`;
  const frame = `\r\n__exception__\r\n`;
  response.end(`${frame}${TAG}\r\n${exception}${exception.length} ${TAG}${frame}`);
}

type Refusal = Parameters<typeof sentenceOf>[0];

function refuse(response: ServerResponse, error: Refusal): void {
  response.writeHead(500, { 'x-clickhouse-exception-code': error.code }).end(sentenceOf(error));
}

function sentenceOf(error: {
  code: string | number;
  message: string;
  type?: string | undefined;
}): string {
  const { code, message, type = 'UNKNOWN' } = error;
  return `Code: ${code}. DB::Exception: ${message.trim()} (${type}) (${VERSION})`;
}

const NOT_SETTINGS = ['query', 'query_id', 'database'];

function settingsOf(parameters: URLSearchParams): Record<string, string> {
  return Object.fromEntries(
    [...parameters].filter(([name]) => !name.startsWith('param_') && !NOT_SETTINGS.includes(name)),
  );
}

/** chdb writes parameters as the client did, so what the client wrote is read first. */
function parametersOf(query: string, parameters: URLSearchParams): Record<string, unknown> {
  const sent = [...parameters].filter(([name]) => name.startsWith('param_'));
  return Object.fromEntries(
    sent.map(([name, value]) => {
      const parameter = name.slice('param_'.length);
      const isList = new RegExp(`\\{\\s*${parameter}\\s*:\\s*Array`).test(query);
      return [parameter, isList ? readList(value) : value === '\\N' ? null : unescaped(value)];
    }),
  );
}

function readList(list: string): unknown[] {
  const items = list.slice(1, -1).matchAll(/'((?:\\.|[^'\\])*)'|[^,]+/g);
  return [...items].map(([item, string]) =>
    string === undefined ? BigInt(item.trim()) : unescaped(string),
  );
}

const ESCAPED: Record<string, string> = { t: '\t', n: '\n', r: '\r' };

const unescaped = (value: string) =>
  value.replace(/\\(.)/gs, (_, letter: string) => ESCAPED[letter] ?? letter);
