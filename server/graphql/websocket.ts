import type { Server } from 'node:http';
import type { ExecutionArgs } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { asRequest, type Logger } from '../core/log.ts';
import { isSameOrigin } from './origin.ts';
import type { Yoga } from './yoga.ts';

const PATH = '/graphql';
const MAX_FRAME_BYTES = 256 * 1024;
const MAX_OPERATIONS = 50; // at a time on one socket
const PING_MS = 12_000;
const CLOSE_TOO_MANY = 4429;

type Enveloped = ReturnType<Yoga['getEnveloped']>;

/** An operation together with yoga's functions that carry it out. */
interface Operation extends ExecutionArgs, Pick<Enveloped, 'execute' | 'subscribe'> {}

/**
 * Serves operations over graphql-ws on the HTTP server's port.
 *
 * @returns the way to stop; it closes every socket
 */
export function serveWebSockets(server: Server, yoga: Yoga, log: Logger): () => Promise<void> {
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

  const running = new WeakMap<object, number>();
  const count = (socket: object, change: number) => {
    const operations = (running.get(socket) ?? 0) + change;
    running.set(socket, operations);
    return operations;
  };
  const handlers = useServer(
    {
      onSubscribe: async ({ extra: { socket } }, _id, payload) => {
        const operation = await prepare(yoga, payload);
        if (Array.isArray(operation)) return operation;
        if (count(socket, 1) > MAX_OPERATIONS) {
          socket.close(CLOSE_TOO_MANY, `At most ${MAX_OPERATIONS} operations at a time`);
        }
        return operation;
      },
      onComplete: ({ extra: { socket } }) => void count(socket, -1),
      // graphql-ws hands over what onSubscribe returned
      execute: (operation) => asRequest(() => (operation as Operation).execute(operation)),
      subscribe: (operation) => asRequest(() => (operation as Operation).subscribe(operation)),
    },
    sockets,
    PING_MS,
  );
  return async () => {
    await handlers.dispose();
  };
}

/** Parses and validates with yoga's limits; the errors when it does not fit. */
async function prepare(yoga: Yoga, payload: SubscribePayload) {
  const { schema, execute, subscribe, contextFactory, parse, validate } = yoga.getEnveloped({});
  const document = parse(payload.query);
  const errors = validate(schema, document);
  if (errors.length > 0) return [...errors];
  return {
    schema,
    document,
    variableValues: { ...payload.variables },
    operationName: payload.operationName ?? null,
    contextValue: await contextFactory(),
    execute,
    subscribe,
  } satisfies Operation;
}
