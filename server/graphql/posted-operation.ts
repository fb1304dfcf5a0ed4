import type { IncomingMessage, ServerResponse } from 'node:http';
import { GraphQLError, type ExecutionResult } from 'graphql';
import type { Caller } from '../accounts/caller.ts';
import { Excess, excessOf } from './excess.ts';
import { execute, goneWith } from './execution.ts';
import {
  isErrors,
  isSubscription,
  parseJson,
  prepareOperation,
  readOperationRequest,
} from './operation.ts';
import type { LiveDoor } from './websocket.ts';

const STRICT = 'application/graphql-response+json';
const LENIENT = 'application/json';

type Door = Pick<LiveDoor, 'yoga' | 'mask' | 'accounts'>;

/**
 * Answers an operation that was posted as JSON, as GraphQL over HTTP says: with the strict media type
 * a request that could not begin is a 400, with the other one all that was understood is a 200.
 *
 * Parsing, limits, execution and masks are yoga's. Its HTTP layer is left out: it makes a Fetch request
 * and response of each operation and streams of bodies that are there in one piece, which cost more
 * than a robot's whole report does.
 *
 * @see https://graphql.github.io/graphql-over-http/draft/
 */
export async function servePostedOperation(
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
  const excess = result.errors?.find((error) => error instanceof Excess);
  const status = hasBegun || (isUnderstood && !isStrict) ? 200 : 400;
  response.writeHead(excess ? 429 : status, {
    'content-type': `${isStrict ? STRICT : LENIENT}; charset=utf-8`,
    'content-length': Buffer.byteLength(body),
    ...(excess ? { 'retry-after': String(excess.retryAfterS) } : {}),
  });
  response.end(body);
}

interface Answer {
  result: ExecutionResult;
  /** Whether what came was a GraphQL request at all. */
  isUnderstood: boolean;
}

async function answer(
  { yoga, mask, accounts }: Door,
  caller: Caller,
  request: IncomingMessage,
  gone: AbortSignal,
): Promise<Answer> {
  let isUnderstood = false;
  try {
    const posted = readOperationRequest(parseJson(await readText(request)));
    isUnderstood = true;
    const operation = await prepareOperation(yoga, caller, posted);
    if (isErrors(operation)) return { result: { errors: operation }, isUnderstood };
    const excess = await excessOf(accounts.limits, operation);
    if (excess) return { result: { errors: [excess] }, isUnderstood };
    if (isSubscription(operation)) throw new GraphQLError(HOW_TO_SUBSCRIBE);
    const { seconds } = accounts.installation.config.limits;
    return { result: await execute(operation, { seconds, gone }), isUnderstood };
  } catch (error) {
    return { result: { errors: [mask(error)] }, isUnderstood };
  }
}

const HOW_TO_SUBSCRIBE =
  'Subscribe over WebSocket (graphql-transport-ws), or send Accept: text/event-stream.';

/** Leaves out what yoga's plugins tell its HTTP layer. */
function withoutStatus(error: GraphQLError): object {
  const { extensions, ...rest } = error.toJSON();
  const { http: _, ...told } = extensions ?? {};
  return Object.keys(told).length > 0 ? { ...rest, extensions: told } : rest;
}

/** Events rather than the stream's iterator, which takes several times as long for a small body. */
function readText(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks).toString()));
    request.on('error', reject);
  });
}
