import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { headersFor } from '../support/accounts.ts';

/** The document most tests follow the log with. */
export const FOLLOW = `subscription Follow($after: EventCursor, $filter: EventFilter) {
  events(after: $after, filter: $filter) { cursor kind entityId payload }
}`;

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
    this.socket = new WebSocket(webSocketUrl(url), 'graphql-transport-ws', {
      headers: { ...headersFor(url), ...headers },
    });
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
  headers = headersFor(url),
): Promise<IncomingMessage> {
  const body = JSON.stringify({ query, variables });
  const request = http.request(`${url}/graphql`, {
    method: 'POST',
    agent: false,
    headers: {
      accept: 'text/event-stream',
      ...headers,
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

/** The results that come over SSE until there are `count`, or the end. */
export async function takeResults(
  source: AsyncIterable<ServerSentEvent>,
  count: number,
): Promise<Result[]> {
  const results: Result[] = [];
  for await (const { event, data } of source) {
    if (event === 'complete') break;
    results.push(JSON.parse(data) as Result);
    if (results.length === count) break;
  }
  return results;
}

/** The entity ids of results, which have no errors. */
export function entitiesOf(results: readonly Result[]): string[] {
  return results.map(({ data, errors }) => {
    if (!data) throw new Error(JSON.stringify(errors));
    return data.events.entityId;
  });
}
