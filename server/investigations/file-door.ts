import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import parseRange from 'range-parser';
import type { Authenticator } from '../accounts/authenticator.ts';
import { may } from '../accounts/permissions.ts';
import { inCompany } from '../core/company-context.ts';
import type { CompanyContext, Context } from '../core/context.ts';
import { isOutage, Unavailable } from '../core/outage.ts';
import { appendEvents } from '../events/append.ts';
import { addressOnHost, readablePath } from './file-path.ts';
import { findInvestigation } from './find-investigation.ts';
import type { Investigation } from './investigation.ts';
import { openFile, readBytes, type ByteRange, type OpenFile } from './open-file.ts';

const STALLED_MS = 30_000; // a client that takes nothing for so long is gone
const FAILED = 'Something went wrong on our side; tell us the x-request-id of this answer.';

type Door = Pick<CompanyContext, 'pg' | 'company' | 'config' | 'log' | 'actor' | 'eventsAppended'>;

/** The file that is asked for: of which case, and the names on the way to it. */
interface Asked {
  investigation: Investigation;
  path: readonly string[];
}

const SIGN_IN = 'Sign in, or send a key: Authorization: Bearer pl_…';
const NOT_ALLOWED = 'You lack the permission DOWNLOAD in this company.';

/**
 * Answers `GET /files/<id of an investigation>` with the file that failed, for saving: no browser is to
 * show or run what a supplier has sent. Where there is none, for whatever reason, the answer is the
 * same, so that nobody can ask what else the disk or another company has.
 */
export async function serveFile(
  ctx: Context,
  callers: Authenticator,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    response.setHeader('cache-control', 'no-store');
    response.setHeader('x-content-type-options', 'nosniff');
    const caller = await callers.byRequest(request.headers);
    if (!caller) return refuse(response, 401, SIGN_IN);
    if (!may(caller.viewer, 'DOWNLOAD')) return refuse(response, 403, NOT_ALLOWED);
    const door = inCompany(ctx, caller.company, caller.viewer);
    const asked = await findAsked(door, request);
    if (!asked) refuse(response);
    else if (door.config.files.baseUrl) await redirect(door, asked, request, response);
    else await sendFile(door, asked, request, response);
  } catch (error) {
    breakOff(ctx, response, error);
  }
}

async function findAsked(
  { pg, company, config }: Door,
  request: IncomingMessage,
): Promise<Asked | undefined> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
  const id = /^\/files\/([^/?]+)(?:\?|$)/.exec(request.url ?? '')?.[1];
  const investigation = id ? await findInvestigation(pg, company.id, id) : undefined;
  const path = investigation && readablePath(investigation.filePath, config.files);
  return path && { investigation, path };
}

async function redirect(
  door: Door,
  asked: Asked,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const location = addressOnHost(asked.path, door.config.files.baseUrl!); // whoever redirects has one
  if (request.method === 'GET') await recordDownload(door, asked);
  response.writeHead(302, { location }).end();
}

async function sendFile(
  door: Door,
  asked: Asked,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  await using resources = new AsyncDisposableStack();
  const { path } = asked;
  const { folder } = door.config.files;
  const file = folder && (await openFile(folder, path));
  if (!file) return refuse(response);
  resources.use(file.handle);
  const range = rangeOf(request, file);
  if (range === 'unsatisfiable') return refuseRange(response, file);
  // A later part belongs to a download that is on record.
  if (request.method === 'GET' && !range?.start) await recordDownload(door, asked);
  response.setTimeout(STALLED_MS);
  response.writeHead(range ? 206 : 200, {
    ...lengthHeaders(file, range),
    'accept-ranges': 'bytes',
    'content-type': 'application/octet-stream',
    'content-disposition': asAttachment(path.at(-1)!), // readablePath gives two names at least
    'content-security-policy': 'sandbox',
    'cross-origin-resource-policy': 'same-origin',
  });
  if (request.method === 'HEAD') response.end();
  else await pipeline(readBytes(file, range), response);
}

/** Before the first byte leaves: what could not be recorded is not handed out. */
async function recordDownload(
  { pg, company, actor, eventsAppended }: Door,
  { investigation: { id, supplierId }, path }: Asked,
): Promise<void> {
  const payload = { supplierId, path: path.join('/') };
  await appendEvents(pg, [
    { companyId: company.id, kind: 'file.downloaded', entityId: id, actor, payload },
  ]);
  eventsAppended();
}

/**
 * The one range that is asked for. Several at once, and those that are to be sent only of an unchanged
 * file (If-Range), are answered with all of it, as RFC 9110 allows.
 */
function rangeOf(
  { headers }: IncomingMessage,
  { sizeBytes }: OpenFile,
): ByteRange | 'unsatisfiable' | undefined {
  if (headers.range === undefined || headers['if-range'] !== undefined) return undefined;
  const ranges = parseRange(sizeBytes, headers.range);
  if (ranges === -1) return 'unsatisfiable';
  return ranges !== -2 && ranges.type === 'bytes' && ranges.length === 1 ? ranges[0] : undefined;
}

function lengthHeaders({ sizeBytes }: OpenFile, range: ByteRange | undefined) {
  if (!range) return { 'content-length': sizeBytes };
  const { start, end } = range;
  return {
    'content-length': end + 1 - start,
    'content-range': `bytes ${start}-${end}/${sizeBytes}`,
  };
}

function refuseRange(response: ServerResponse, { sizeBytes }: OpenFile): void {
  response.writeHead(416, { 'content-length': 0, 'content-range': `bytes */${sizeBytes}` }).end();
}

function refuse(response: ServerResponse, status = 404, message = 'There is no such file.'): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(message);
}

/** What was begun is cut off, which tells the client that it has not got all of it. */
function breakOff({ log }: Pick<Context, 'log'>, response: ServerResponse, error: unknown): void {
  const hasLeft = (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE';
  if (!hasLeft) log.error({ err: error }, 'a file could not be sent');
  if (response.headersSent) response.destroy();
  else if (isOutage(error)) {
    response.setHeader('retry-after', '5');
    refuse(response, 503, new Unavailable().message);
  } else refuse(response, 500, FAILED);
}

/** @see https://www.rfc-editor.org/rfc/rfc6266 and RFC 8187 for how names beyond ASCII are told */
function asAttachment(name: string): string {
  const plain = name.replace(/[^ -~]|["%\\]/g, '_'); // for clients that know nothing else
  const exact = encodeURIComponent(name).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}
