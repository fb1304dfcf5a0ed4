import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Accounts } from '../accounts/accounts.ts';
import type { Caller } from '../accounts/caller.ts';
import { may } from '../accounts/permissions.ts';
import { WarehouseRefused, WarehouseUnavailable } from '../core/clickhouse.ts';
import { inCompany } from '../core/company-context.ts';
import type { CompanyContext, Context } from '../core/context.ts';
import { countError } from '../core/counters.ts';
import { InvalidInput, type DomainError, type FieldError } from '../core/errors.ts';
import { currentRequestId } from '../core/log.ts';
import { isOutage, Unavailable } from '../core/outage.ts';
import { MAX_LOG_BATCH } from '../investigations/log-input.ts';
import {
  logInvestigationEvent,
  logInvestigationEvents,
  type LogResult,
} from '../investigations/log-investigations.ts';
import { findErrorNames } from './error-names.ts';
import { checkRequest, readJson, RequestRefused } from './request-body.ts';
import { asRobotsSayIt, readRobotEvent, reasonOf, type Terms } from './robot-event.ts';

type RobotContext = Pick<
  CompanyContext,
  'pg' | 'clickhouse' | 'company' | 'actor' | 'cache' | 'eventsAppended' | 'now' | 'log'
>;

/** What became of an event, or why the request was not taken. `status` is as in HTTP. */
type Outcome =
  | { status: 200 | 201; id: string; duplicate: boolean }
  | { status: number; code: string; message: string; errors?: Record<string, string[]> };

interface Answer {
  status: number;
  body: Outcome | { results: Outcome[] };
  headers?: Record<string, string>;
}

const RETRY_AFTER = { 'retry-after': '5' };

/**
 * Logs the event, or the array of events, that a robot posts as JSON; answers after the commit.
 *
 * One event: 201 where it opened an investigation, 200 where it was known, 400 with `errors` by field,
 * 409 where its idempotency key belongs to another. An array: 200 when all of it is on record, else 207,
 * with such an outcome for each event in `results`. The same request again is always harmless.
 */
export async function serveLogEvent(
  ctx: Context,
  accounts: Accounts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status, body, headers } = await answer(ctx, accounts, request).catch((error: unknown) =>
    answerOfError(ctx, error),
  );
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

async function answer(
  installation: Context,
  accounts: Accounts,
  request: IncomingMessage,
): Promise<Answer> {
  checkRequest(request);
  const { company, viewer } = await admit(accounts, request);
  const ctx = inCompany(installation, company, viewer);
  const sent = await readJson(request);
  const key = request.headers['idempotency-key']?.toString();
  return Array.isArray(sent) ? logMany(ctx, sent, key) : logOne(ctx, sent, key);
}

/** By a key alone: a browser sends its cookie with whatever another site's page makes it send. */
async function admit({ callers, limits }: Accounts, { headers }: IncomingMessage): Promise<Caller> {
  const caller = await callers.byKey(headers.authorization);
  if (!caller) {
    const message = 'Send a key that is valid: Authorization: Bearer pl_…';
    throw new RequestRefused(401, 'UNAUTHENTICATED', message, { 'www-authenticate': 'Bearer' });
  }
  if (!may(caller.viewer, 'LOG')) {
    throw new RequestRefused(403, 'FORBIDDEN', 'This key lacks the permission LOG.');
  }
  const waitS = await limits.take(caller.viewer, 'CHANGE');
  if (waitS === undefined) return caller;
  const message = `Too many requests in a second; go on in ${waitS} s.`;
  const headersOfRefusal = { 'retry-after': String(waitS) };
  throw new RequestRefused(429, 'TOO_MANY_REQUESTS', message, headersOfRefusal);
}

async function logOne(ctx: RobotContext, event: unknown, key: string | undefined): Promise<Answer> {
  const input = readEvent(event, await termsFor(ctx, [event], key));
  const result = input instanceof InvalidInput ? input : await logInvestigationEvent(ctx, input);
  const body = outcomeOf(result);
  return { status: body.status, body };
}

async function logMany(
  ctx: RobotContext,
  events: readonly unknown[],
  key: string | undefined,
): Promise<Answer> {
  if (events.length > MAX_LOG_BATCH) throw tooMany(events.length);
  if (key !== undefined) throw oneKeyForMany();
  const terms = await termsFor(ctx, events, key);
  const read = events.map((event) => readEvent(event, terms));
  const inputs = read.filter((input) => !(input instanceof InvalidInput));
  const logged = (await logInvestigationEvents(ctx, inputs)).values();
  const results = read.map((input) =>
    // a result for each input, in the same order
    outcomeOf(input instanceof InvalidInput ? input : logged.next().value!),
  );
  const isAllOnRecord = results.every(({ status }) => status < 300);
  return { status: isAllOnRecord ? 200 : 207, body: { results } };
}

/** The warehouse is asked only where an event names its error. */
async function termsFor(
  ctx: RobotContext,
  events: readonly unknown[],
  key: string | undefined,
): Promise<Terms> {
  const reasons = events.map(reasonOf).filter((reason) => reason !== undefined);
  const names = reasons.length > 0 ? await findErrorNames(ctx, reasons) : new Map<string, number>();
  return { timeZone: ctx.company.timeZone, names, key };
}

function readEvent(event: unknown, terms: Terms): object {
  try {
    return readRobotEvent(event, terms);
  } catch (error) {
    if (error instanceof InvalidInput) return error;
    throw error;
  }
}

function outcomeOf(result: LogResult): Outcome {
  if (result instanceof InvalidInput) return refusal(400, asRobotsSayIt(result));
  if (result instanceof Error) return refusal(409, result);
  const { investigation, duplicate } = result;
  return { status: duplicate ? 200 : 201, id: investigation.id, duplicate };
}

function refusal(status: number, error: DomainError): Outcome {
  countError(error);
  const { code, message } = error;
  const errors = error instanceof InvalidInput ? { errors: byField(error.fields) } : {};
  return { status, code, message, ...errors };
}

function byField(fields: readonly FieldError[]): Record<string, string[]> {
  // not by assignment: a robot may call its field __proto__
  const grouped = Map.groupBy(fields, ({ field }) => field);
  return Object.fromEntries(
    [...grouped].map(([field, faults]) => [field, faults.map(({ message }) => message)]),
  );
}

function answerOfError({ log }: Pick<Context, 'log'>, error: unknown): Answer {
  if (error instanceof RequestRefused) {
    const { status, headers } = error;
    return { status, headers, body: refusal(status, error) };
  }
  const cause = isOutage(error) ? new Unavailable() : error;
  if (isPassing(cause)) {
    return { status: 503, headers: RETRY_AFTER, body: refusal(503, cause) };
  }
  log.error({ err: error }, 'a robot could not log');
  countError(error as Error); // nothing else is thrown
  const message = `Something went wrong on our side, request ${currentRequestId()}; try again.`;
  return { status: 500, body: { status: 500, code: 'INTERNAL_SERVER_ERROR', message } };
}

/** Whether a database is away, so that the same request may well succeed later. */
function isPassing(error: unknown): error is DomainError {
  return [Unavailable, WarehouseUnavailable, WarehouseRefused].some(
    (kind) => error instanceof kind,
  );
}

function tooMany(count: number): RequestRefused {
  const message = `Has ${count} events; send at most ${MAX_LOG_BATCH} in a request.`;
  return new RequestRefused(413, 'TOO_LARGE', message);
}

function oneKeyForMany(): RequestRefused {
  const message =
    'Idempotency-Key names one event; in an array give each event its own idempotency_key.';
  return new RequestRefused(400, 'BAD_REQUEST', message);
}
