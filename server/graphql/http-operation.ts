import type { IncomingMessage, ServerResponse } from 'node:http';
import { GraphQLError, type ExecutionResult } from 'graphql';
import type { Caller } from '../accounts/caller.ts';
import { admit, reckon, withCost } from './admission.ts';
import { execute, goneWith } from './execution.ts';
import {
  isErrors,
  isMutation,
  isSubscription,
  prepareOperation,
  readRequest,
  type Operation,
} from './operation.ts';
import { Refused } from './refused.ts';
import type { LiveDoor } from './websocket.ts';

const STRICT = 'application/graphql-response+json';
const LENIENT = 'application/json';

type Door = Pick<LiveDoor, 'yoga' | 'mask' | 'accounts' | 'statistics'>;

/**
 * Answers one operation, posted as JSON or, where it changes nothing, in the address, as GraphQL over
 * HTTP says: with the strict media type a request that could not begin is a 400, with the other one all
 * that was understood is a 200. What is refused for its cost or its number is a 4xx with either.
 *
 * Parsing, limits, execution and masks are yoga's. Its HTTP layer is left out: it makes a Fetch request
 * and response of each operation and streams of bodies that are there in one piece, which cost more
 * than a robot's whole report does.
 *
 * @see https://graphql.github.io/graphql-over-http/draft/
 */
export async function serveOperation(
  door: Door,
  caller: Caller,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const isStrict = request.headers.accept?.includes(STRICT) ?? false;
  const { result, isUnderstood } = await answer(door, caller, request, goneWith(response));
  const hasBegun = 'data' in result;
  const body = JSON.stringify(
    result.errors ? { ...result, errors: result.errors.map(withoutStatus) } : result,
  );
  const refused = result.errors?.find((error) => error instanceof Refused);
  const status = hasBegun || (isUnderstood && !isStrict) ? 200 : 400;
  response.writeHead(refused?.status ?? status, {
    'content-type': `${isStrict ? STRICT : LENIENT}; charset=utf-8`,
    'content-length': Buffer.byteLength(body),
    ...(refused?.retryAfterS ? { 'retry-after': String(refused.retryAfterS) } : {}),
    ...(refused?.status === METHOD_NOT_ALLOWED ? { allow: 'POST' } : {}),
  });
  response.end(body);
}

interface Answer {
  result: ExecutionResult;
  /** Whether what came was a GraphQL request at all. */
  isUnderstood: boolean;
}

async function answer(
  door: Door,
  caller: Caller,
  request: IncomingMessage,
  gone: AbortSignal,
): Promise<Answer> {
  let isUnderstood = false;
  try {
    const sent = await readRequest(request);
    isUnderstood = true;
    const operation = await prepareOperation(door.yoga, caller, sent);
    if (isErrors(operation)) return { result: { errors: operation }, isUnderstood };
    if (request.headers['x-pricelens-dry-run'] === '1') {
      return {
        result: { data: null, extensions: { cost: reckon(door, operation) } },
        isUnderstood,
      };
    }
    return { result: await carryOut(door, operation, request, gone), isUnderstood };
  } catch (error) {
    return { result: { errors: [door.mask(error)] }, isUnderstood };
  }
}

async function carryOut(
  door: Door,
  operation: Operation,
  { method }: IncomingMessage,
  gone: AbortSignal,
): Promise<ExecutionResult> {
  if (isSubscription(operation)) throw new GraphQLError(HOW_TO_SUBSCRIBE);
  if (isMutation(operation) && method !== 'POST') throw changeByAddress();
  const cost = await admit(door, operation);
  const { seconds } = door.accounts.installation.config.limits;
  return withCost(await execute(operation, { seconds, gone }), cost);
}

const HOW_TO_SUBSCRIBE =
  'Subscribe over WebSocket (graphql-transport-ws), or send Accept: text/event-stream.';
const METHOD_NOT_ALLOWED = 405;

/** A page of another site can send a GET, with any Accept and without Origin. */
export function changeByAddress(): Refused {
  return new Refused('Send mutations by POST.', METHOD_NOT_ALLOWED, { code: 'METHOD_NOT_ALLOWED' });
}

/** Leaves out what yoga's plugins tell its HTTP layer. */
export function withoutStatus(error: GraphQLError): object {
  const { extensions, ...rest } = error.toJSON();
  const { http: _, ...told } = extensions ?? {};
  return Object.keys(told).length > 0 ? { ...rest, extensions: told } : rest;
}
