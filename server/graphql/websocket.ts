import { once } from 'node:events';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { GraphQLError, type ExecutionResult } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Accounts } from '../accounts/accounts.ts';
import type { Caller } from '../accounts/caller.ts';
import { CUTS } from '../accounts/open-connections.ts';
import type { InFlight } from '../core/in-flight.ts';
import { asRequest, type Logger } from '../core/log.ts';
import { admit, withCost, type Cost, type Gate } from './admission.ts';
import type { EventStreams } from './event-streams.ts';
import { execute } from './execution.ts';
import type { OpenExports } from './export/open-exports.ts';
import { isDismissal, isLive, type LiveResults, type LiveResultsFactory } from './live-results.ts';
import type { ErrorMask } from './mask-error.ts';
import {
  isErrors,
  isSubscription,
  prepareOperation,
  type Operation,
  type OperationRequest,
} from './operation.ts';
import type { Yoga } from './yoga.ts';

const PATH = '/graphql';
const MAX_FRAME_BYTES = 256 * 1024;
const MAX_OPERATIONS = 50; // at a time on one socket
const PING_MS = 12_000; // a peer that does not answer until the next is gone
const CLOSE_TOO_MANY = 4429;
const CLOSE_RESTART = 1012; // of RFC 6455's registry: the client may come back
const TOO_MANY = `At most ${MAX_OPERATIONS} operations at a time`;
const STOP_TIMEOUT_MS = 2_000; // for a peer that does not say goodbye

/** What both doors of live events need. */
export interface LiveDoor extends Gate {
  yoga: Yoga;
  results: LiveResultsFactory;
  mask: ErrorMask;
  log: Logger;
  eventStreams: EventStreams;
  exports: OpenExports;
  inFlight: InFlight;
}

/** What onSubscribe hands on: the operation, a subscription's results, and where they go. */
interface SocketOperation extends Operation {
  id: string;
  socket: WebSocket;
  /** What the socket's frames go over. */
  connection: Socket;
  results: LiveResults | undefined;
  cost: Cost;
}

/**
 * Serves operations over graphql-ws on the HTTP server's port.
 *
 * @returns the way to stop; it closes every socket, with the code by which clients come back
 */
export function serveWebSockets(server: Server, door: LiveDoor): () => Promise<void> {
  const { mask, log } = door;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES });
  sockets.on('connection', (socket) => {
    socket.on('error', (error) => log.info({ err: error }, 'a WebSocket broke'));
  });
  server.on('upgrade', (request, socket, head) => {
    const path = request.url?.split('?')[0];
    if (path !== PATH || !isAdmitted(door.accounts, request.headers)) {
      refuse(socket);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      sockets.emit('connection', client, request);
    });
  });

  const countOperations = createOperationCounter();
  const callers = new WeakMap<WebSocket, Caller>();
  const handlers = useServer(
    {
      onConnect: ({ extra: { socket, request }, connectionParams }) =>
        asRequest(async () => {
          const caller = await findCaller(
            door,
            request.headers,
            connectionParams?.['authorization'],
          );
          if (caller) keepWatch(door, socket, caller);
          else socket.close(CUTS.unknown.closeCode, CUTS.unknown.message);
          if (caller) callers.set(socket, caller);
          return caller !== undefined;
        }),
      onSubscribe: ({ extra: { socket, request } }, id, payload) =>
        asRequest(async () => {
          // Before anything is done for it: what was sent before the close arrives still.
          if (countOperations(socket, 1) > MAX_OPERATIONS) {
            socket.close(CLOSE_TOO_MANY, TOO_MANY);
            return [new GraphQLError(TOO_MANY)];
          }
          const begun = await begin(door, callers.get(socket)!, payload);
          if (isRefused(begun)) {
            countOperations(socket, -1); // graphql-ws tells of the end of those only that began
            return begun;
          }
          const { operation, ...rest } = begun;
          const connection = request.socket;
          return { ...operation, ...rest, id, socket, connection } satisfies SocketOperation;
        }),
      onComplete: ({ extra: { socket } }) => void countOperations(socket, -1),
      onError: (_ctx, _id, _payload, errors) => errors.map((error) => mask(error).toJSON()),
      // graphql-ws hands over what onSubscribe returned
      execute: (operation) => answerOnce(door, operation as SocketOperation),
      subscribe: (operation) => sendResults(door, operation as SocketOperation),
    },
    sockets,
    PING_MS,
  );
  return async () => {
    const timer = setTimeout(() => {
      for (const socket of sockets.clients) socket.terminate();
    }, STOP_TIMEOUT_MS);
    for (const socket of sockets.clients) socket.close(CLOSE_RESTART, 'Come back in a moment');
    await handlers.dispose();
    clearTimeout(timer);
  };
}

interface Begun {
  operation: Operation;
  cost: Cost;
  /** Of a subscription. */
  results: LiveResults | undefined;
}

async function begin(
  door: LiveDoor,
  caller: Caller,
  payload: OperationRequest,
): Promise<Begun | readonly GraphQLError[]> {
  const operation = await prepareOperation(door.yoga, caller, payload);
  if (isErrors(operation)) return operation;
  try {
    const cost = await admit(door, operation);
    if (!isSubscription(operation)) return { operation, cost, results: undefined };
    const results = await door.results.open(operation);
    // graphql-ws would send them as a result
    return isLive(results) ? { operation, cost, results } : (results.errors ?? []);
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

function isRefused(begun: Begun | readonly GraphQLError[]): begun is readonly GraphQLError[] {
  return Array.isArray(begun);
}

function isAdmitted({ site }: Accounts, headers: IncomingHttpHeaders): boolean {
  return site.isOurHost(headers) && site.isAdmitted(headers);
}

/**
 * By the key in the request or in the first message; by the cookie where a page of ours is known to
 * have opened the socket, since any page may and the browser's cookie goes with it.
 */
async function findCaller(
  { accounts: { callers, site } }: LiveDoor,
  headers: IncomingHttpHeaders,
  authorization: unknown,
): Promise<Caller | undefined> {
  const sent = headers.authorization ?? authorization;
  if (sent !== undefined) return callers.byKey(sent);
  return site.isOurPage(headers) ? callers.byCookie(headers.cookie) : undefined;
}

/** Closes the socket when the caller may not be there any more. */
function keepWatch({ accounts }: LiveDoor, socket: WebSocket, caller: Caller): void {
  const forget = accounts.connections.add(caller, ({ closeCode, message }) =>
    socket.close(closeCode, message),
  );
  if (socket.readyState === socket.OPEN) socket.once('close', forget);
  else forget(); // it did while the caller was looked up
}

/** Once a socket is handed over for an upgrade, nobody else listens for its errors. */
function refuse(socket: Duplex): void {
  socket.on('error', () => socket.destroy());
  socket.once('finish', () => socket.destroy());
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
}

/**
 * The result of a query or mutation. As an iterator, since graphql-ws ends one when the client completes
 * the operation or closes the socket, and says nothing of that to a promise.
 */
function answerOnce(
  { accounts, inFlight }: LiveDoor,
  operation: SocketOperation,
): AsyncIterableIterator<ExecutionResult> {
  const { seconds } = accounts.installation.config.limits;
  const gone = new AbortController();
  const result: AsyncIterableIterator<ExecutionResult> = {
    next: () =>
      asRequest(async (): Promise<IteratorResult<ExecutionResult>> => {
        if (gone.signal.aborted) return { value: undefined, done: true };
        const value = await inFlight.track(execute(operation, { seconds, gone: gone.signal }));
        if (gone.signal.aborted) return { value: undefined, done: true };
        gone.abort(); // there is no other
        return { value: withCost(value, operation.cost), done: false };
      }),
    return: () => {
      gone.abort();
      return Promise.resolve({ value: undefined, done: true });
    },
    [Symbol.asyncIterator]: () => result,
  };
  return result;
}

/**
 * Sends results past graphql-ws, which would serialise each anew for every subscriber: the iterator it
 * gets yields nothing and ends when the subscription does. A result is taken once the last is written.
 */
function sendResults(
  { inFlight }: LiveDoor,
  operation: SocketOperation,
): AsyncIterableIterator<never> {
  const results = operation.results!; // subscriptions have them
  const { socket } = operation;
  const nothing: AsyncIterableIterator<never> = {
    next: () =>
      asRequest(async () => {
        const isDismissed = await inFlight.track(pour(operation, results));
        // neither completed nor failed, after which clients do not come back
        if (isDismissed && socket.readyState !== socket.CLOSED) await once(socket, 'close');
        return { value: undefined, done: true as const };
      }),
    return: async () => {
      await results.return?.();
      return { value: undefined, done: true };
    },
    [Symbol.asyncIterator]: () => nothing,
  };
  return nothing;
}

/** @returns whether they ended because the server does; then that is the last result */
async function pour(operation: SocketOperation, results: LiveResults): Promise<boolean> {
  const frame = (result: string) =>
    `{"id":${JSON.stringify(operation.id)},"type":"next","payload":${result}}`;
  try {
    for await (const batch of results) await send(operation, batch.map(frame));
    return false;
  } catch (error) {
    if (!isDismissal(error)) throw error;
    await send(operation, [frame(JSON.stringify({ errors: [error] }))]);
    return true;
  }
}

/**
 * Resolves when the frames have left this process, or the socket is closed and nobody waits for them.
 * Corked, several frames are one call of the system, which costs more than all else about a frame.
 */
function send({ socket, connection }: SocketOperation, frames: readonly string[]): Promise<void> {
  connection.cork();
  for (const frame of frames.slice(0, -1)) socket.send(frame);
  const sent = new Promise<void>((resolve) => socket.send(frames.at(-1)!, () => resolve()));
  connection.uncork();
  return sent;
}

/** Counts the operations that run on each socket. */
function createOperationCounter() {
  const running = new WeakMap<WebSocket, number>();
  return (socket: WebSocket, change: number): number => {
    const count = (running.get(socket) ?? 0) + change;
    running.set(socket, count);
    return count;
  };
}
