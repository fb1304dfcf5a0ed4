import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Caller } from '../../accounts/caller.ts';
import { Forbidden, may } from '../../accounts/permissions.ts';
import { businessDay } from '../../core/business-time.ts';
import { Abandoned } from '../../core/stoppable.ts';
import { appendEvents } from '../../events/append.ts';
import { goneWith } from '../execution.ts';
import { isErrors, prepareOperation, type OperationRequest } from '../operation.ts';
import { Refused } from '../refused.ts';
import type { LiveDoor } from '../websocket.ts';
import type { Format } from './format.ts';
import { planExport, type ExportPlan } from './plan.ts';
import { ExportFailed, readPages, type ExportPage } from './read-pages.ts';
import { openExportSnapshot } from './snapshot.ts';
import { Toll } from './toll.ts';

const MAX_TIMES = 30; // as long as a query may an export take: Postgres cannot clean up meanwhile

/** An export that may be begun. */
export interface Export {
  plan: ExportPlan;
  toll: Toll;
}

/**
 * Prepares the export of an operation's one list.
 *
 * @throws {GraphQLError} {ExportFailed} {Forbidden}
 */
export async function prepareExport(
  door: LiveDoor,
  caller: Caller,
  request: OperationRequest,
): Promise<Export> {
  if (!may(caller.viewer, 'EXPORT')) throw new Forbidden(caller.viewer, 'EXPORT');
  const operation = await prepareOperation(door.yoga, caller, request);
  if (isErrors(operation)) throw new ExportFailed(operation);
  const plan = planExport(operation);
  return { plan, toll: new Toll(door, plan) };
}

/**
 * Streams the list as it is at one moment. The answer's headers say how many rows it has in all, where
 * that is known; its trailers how many were sent and the cursor to go on after. What fails once the first
 * byte has left cuts the connection: without the last chunk no client takes what it has for the whole. So
 * does a client that takes nothing for `LIMIT_SECONDS`, or is not done after thirty times as long.
 *
 * @throws what kept it from beginning
 */
export async function sendExport(
  door: LiveDoor,
  caller: Caller,
  { plan, toll }: Export,
  format: Format,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  if (request.httpVersion === '1.0') throw needsChunks();
  const gone = goneWith(response);
  const { seconds } = door.accounts.installation.config.limits;
  const maxMs = MAX_TIMES * seconds * 1000;
  keepTrack(door, caller, response, maxMs);
  await toll.payFirst();
  await using snapshot = await openExportSnapshot(plan.context, maxMs);
  const pages = readPages(plan, snapshot.context, { seconds, gone });
  const { value: first = EMPTY } = await pages.next();
  await record(plan, format);
  response.setTimeout(seconds * 1000, () => cut(door, response, 'its client takes nothing'));
  response.writeHead(200, headersOf(plan, format, first));
  const encoder = format.open(plan);
  let [rows, cursor] = [first.edges.length, first.cursor];
  await send(response, encoder.begin());
  await send(response, encoder.rows(first.edges));
  for await (const page of pages) {
    await toll.payFor(page.edges.length, gone);
    await send(response, encoder.rows(page.edges));
    rows += page.edges.length;
    cursor = page.cursor ?? cursor;
  }
  await send(response, encoder.end());
  response.addTrailers({ 'x-pricelens-rows': rows, 'x-pricelens-cursor': cursor ?? '' });
  response.end();
}

/** So that it is cut when the server stops, when the caller may not see this any more, and in the end. */
function keepTrack(door: LiveDoor, caller: Caller, response: ServerResponse, maxMs: number): void {
  door.exports.add(caller.company.id, response);
  const forget = door.accounts.connections.add(caller, ({ message }) =>
    cut(door, response, message),
  );
  const timer = setTimeout(() => cut(door, response, 'it takes too long'), maxMs);
  response.once('close', () => {
    forget();
    clearTimeout(timer);
  });
}

function cut({ log }: LiveDoor, response: ServerResponse, reason: string): void {
  log.warn({ reason }, 'an export is cut off');
  response.destroy();
}

const EMPTY: ExportPage = { edges: [], totalCount: undefined, cursor: undefined };

/** Waits until the client takes more, so that what it does not take is not read either. */
async function send(response: ServerResponse, part: string | Uint8Array): Promise<void> {
  if (response.destroyed) throw new Abandoned();
  if (part.length === 0 || response.write(part)) return;
  const left = new AbortController();
  const leave = () => left.abort(new Abandoned());
  response.once('close', leave);
  await once(response, 'drain', { signal: left.signal }).finally(() =>
    response.off('close', leave),
  );
}

/** Before the first byte leaves: what could not be recorded is not handed out. */
async function record(
  { list, columns, limit, context }: ExportPlan,
  { extension }: Format,
): Promise<void> {
  const { pg, company, actor, eventsAppended } = context;
  const payload = { format: extension, columns: columns.map(({ name }) => name), first: limit };
  await appendEvents(pg, [
    { companyId: company.id, kind: 'list.exported', entityId: list, actor, payload },
  ]);
  eventsAppended();
}

function headersOf(
  { list, context }: ExportPlan,
  { contentType, extension }: Format,
  { totalCount }: ExportPage,
): Record<string, string> {
  const { now, company } = context;
  const day = businessDay(now(), company.timeZone);
  return {
    'content-type': contentType,
    'content-disposition': `attachment; filename="${list}-${day}.${extension}"`,
    'cache-control': 'no-store',
    'x-accel-buffering': 'no', // nginx would take in what the client does not take
    trailer: 'x-pricelens-rows, x-pricelens-cursor',
    ...(totalCount === undefined ? {} : { 'x-pricelens-total-count': String(totalCount) }),
  };
}

function needsChunks(): Refused {
  const message =
    'HTTP/1.0 cannot show where an answer was cut: ask by HTTP/1.1 (nginx: proxy_http_version 1.1).';
  return new Refused(message, 505, { code: 'HTTP_VERSION_NOT_SUPPORTED' });
}
