import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { startEvents } from '../../server/events/service.ts';
import type { EventStream } from '../../server/events/stream.ts';
import { startHttpServer, type HttpServer } from '../../server/http.ts';
import type { TestContext } from '../support/database.ts';

/** The document most tests follow the log with. */
export const FOLLOW = `subscription Follow($after: EventCursor, $filter: EventFilter) {
  events(after: $after, filter: $filter) { cursor kind entityId payload }
}`;

export interface Doors extends HttpServer {
  events: EventStream;
  /** The API of another company beside the first, on the same events. */
  startFor: (companyId: number) => Promise<HttpServer>;
}

/** A server in this process, as server/main.ts starts it, on any free port. */
export async function startDoors(ctx: TestContext): Promise<Doors> {
  const config = { ...ctx.config, http: { host: '127.0.0.1', port: 0 } };
  const events = await startEvents({
    ctx,
    postgresUrl: ctx.postgresUrl,
    close: () => Promise.resolve(),
  });
  const start = (companyId: number) =>
    startHttpServer({
      ctx: { ...ctx, config },
      company: { ...ctx.company, id: companyId },
      events: events.stream,
    });
  const main = await start(ctx.company.id);
  return {
    ...main,
    events: events.stream,
    startFor: start,
    stop: async () => {
      await main.stop();
      await events.stop();
    },
  };
}

/** What a server sends for one result: a `next` message's payload, or an event's data. */
export interface Result {
  data?: { events: { cursor: string; kind: string; entityId: string; payload: unknown } } | null;
  errors?: { message: string; extensions: Record<string, unknown> }[];
}

export interface Message {
  id?: string;
  type: string;
  payload?: unknown;
}

/** A graphql-ws client that does only what it is told, so that it can also misbehave. */
export class RawSocket {
  readonly socket: WebSocket;
  readonly messages: Message[] = [];
  /** The code it was closed with. */
  readonly closed: Promise<number>;
  #onMessage = () => {};

  constructor(url: string, headers: Record<string, string> = {}) {
    this.socket = new WebSocket(webSocketUrl(url), 'graphql-transport-ws', { headers });
    this.socket.on('message', (data: Buffer) => {
      this.messages.push(JSON.parse(data.toString()) as Message);
      this.#onMessage();
    });
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code) => resolve(code));
    });
    this.socket.on('error', () => undefined); // `closed` tells
  }

  async init(): Promise<this> {
    await once(this.socket, 'open');
    this.send({ type: 'connection_init' });
    await this.until(({ type }) => type === 'connection_ack');
    return this;
  }

  send(message: Message): void {
    this.socket.send(JSON.stringify(message));
  }

  subscribe(id: string, variables: object = {}, query = FOLLOW): void {
    this.send({ id, type: 'subscribe', payload: { query, variables } });
  }

  /** The first message that fits, which is there or comes. */
  async until(fits: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const found = this.messages.find(fits);
      if (found) return found;
      await new Promise<void>((resolve) => (this.#onMessage = resolve));
    }
  }

  /** Results of an operation, in the order they came. */
  resultsOf(id: string): Result[] {
    return this.messages
      .filter((message) => message.type === 'next' && message.id === id)
      .map(({ payload }) => payload as Result);
  }
}

export const webSocketUrl = (url: string) => `${url.replace('http', 'ws')}/graphql`;

/** An SSE request whose response is read only where the test does. */
export async function openEventStream(
  url: string,
  variables: object = {},
  query = FOLLOW,
): Promise<IncomingMessage> {
  const body = JSON.stringify({ query, variables });
  const request = http.request(`${url}/graphql`, {
    method: 'POST',
    agent: false,
    headers: {
      accept: 'text/event-stream',
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    },
  });
  request.on('error', () => undefined); // the response tells
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  response.setEncoding('utf8');
  response.on('error', () => undefined); // reading it ends
  return response;
}

export interface ServerSentEvent {
  event: string;
  data: string;
}

/** The events of a stream until it ends, however it ends; comments are left out. */
export async function* readEventStream(
  source: NodeJS.ReadableStream,
): AsyncGenerator<ServerSentEvent> {
  let text = '';
  for await (const chunk of source) {
    const parts = (text + String(chunk)).split('\n\n');
    text = parts.pop()!; // split gives one part at least
    for (const part of parts) {
      const [, event, data] = /^event: (\w+)\ndata:(.*)$/.exec(part) ?? [];
      if (event !== undefined) yield { event, data: data!.trimStart() };
    }
  }
}

/** The entity ids of results, which have no errors. */
export function entitiesOf(results: readonly Result[]): string[] {
  return results.map(({ data, errors }) => {
    if (!data) throw new Error(JSON.stringify(errors));
    return data.events.entityId;
  });
}
