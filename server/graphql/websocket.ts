import type { Server } from 'node:http';
import type { ExecutionResult } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer, type WebSocket } from 'ws';
import { asRequest, type Logger } from '../core/log.ts';
import { isLive, type LiveResultsFactory } from './live-results.ts';
import type { ErrorMask } from './mask-error.ts';
import { isErrors, prepareOperation, type Operation } from './operation.ts';
import { isSameOrigin } from './origin.ts';
import type { Yoga } from './yoga.ts';

const PATH = '/graphql';
const MAX_FRAME_BYTES = 256 * 1024;
const MAX_OPERATIONS = 50; // at a time on one socket
const PING_MS = 12_000; // a peer that does not answer until the next is gone
const CLOSE_TOO_MANY = 4429;

/** What both doors of live events need. */
export interface LiveDoor {
  yoga: Yoga;
  results: LiveResultsFactory;
  mask: ErrorMask;
  log: Logger;
}

/** What onSubscribe hands on to subscribe: the operation and where its results go. */
interface SocketOperation extends Operation {
  id: string;
  socket: WebSocket;
}

/**
 * Serves operations over graphql-ws on the HTTP server's port.
 *
 * @returns the way to stop; it closes every socket
 */
export function serveWebSockets(server: Server, door: LiveDoor): () => Promise<void> {
  const { yoga, results, mask, log } = door;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES });
  sockets.on('connection', (socket) => {
    socket.on('error', (error) => log.info({ err: error }, 'a WebSocket broke'));
  });
  server.on('upgrade', (request, socket, head) => {
    const path = request.url?.split('?')[0];
    if (path !== PATH || !isSameOrigin(request.headers)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      sockets.emit('connection', client, request);
    });
  });

  const countOperations = createOperationCounter();
  const handlers = useServer(
    {
      onSubscribe: async ({ extra: { socket } }, id, payload) => {
        const operation = await prepareOperation(yoga, payload);
        if (isErrors(operation)) return operation;
        if (countOperations(socket, 1) > MAX_OPERATIONS) {
          socket.close(CLOSE_TOO_MANY, `At most ${MAX_OPERATIONS} operations at a time`);
        }
        return { ...operation, id, socket } satisfies SocketOperation;
      },
      onComplete: ({ extra: { socket } }) => void countOperations(socket, -1),
      onError: (_ctx, _id, _payload, errors) => errors.map((error) => mask(error).toJSON()),
      // graphql-ws hands over what onSubscribe returned
      execute: (operation) => asRequest(() => (operation as SocketOperation).execute(operation)),
      subscribe: (operation) => asRequest(() => subscribe(results, operation as SocketOperation)),
    },
    sockets,
    PING_MS,
  );
  return async () => {
    await handlers.dispose();
  };
}

/**
 * Sends results past graphql-ws, which would serialise each anew for every subscriber: the iterator it
 * gets yields nothing and ends when the subscription does. A result is taken once the last is written.
 */
async function subscribe(
  factory: LiveResultsFactory,
  operation: SocketOperation,
): Promise<AsyncIterableIterator<never> | ExecutionResult> {
  const results = await factory.open(operation);
  if (!isLive(results)) return results;
  const { id, socket } = operation;
  const head = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
  const nothing: AsyncIterableIterator<never> = {
    next: async () => {
      for await (const result of results) await send(socket, `${head}${result}}`);
      return { value: undefined, done: true };
    },
    return: async () => {
      await results.return?.();
      return { value: undefined, done: true };
    },
    [Symbol.asyncIterator]: () => nothing,
  };
  return nothing;
}

/** Resolves when the frame has left this process, or the socket is closed and nobody waits for it. */
function send(socket: WebSocket, frame: string): Promise<void> {
  return new Promise((resolve) => socket.send(frame, () => resolve()));
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
