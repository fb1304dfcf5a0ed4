import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { headersFor } from '../support/accounts.ts';
import { FOLLOW, readEventStream, webSocketUrl, type Message, type Result } from './clients.ts';

/** An event as a subscriber got it. */
export interface Delivery {
  cursor: string;
  entityId: string;
}

interface Connection {
  ended: Promise<unknown>;
  /** Breaks it off without a goodbye. */
  kill: () => void;
  /** Does not read what comes until it goes on. */
  pause: () => void;
  resume: () => void;
}

type Open = (url: string, after: string, onResult: (result: Result) => void) => Connection;

/** A client that comes back from wherever it was, whatever ends its connection. */
export class Subscriber {
  readonly deliveries: Delivery[] = [];
  /** The codes of errors that ended a subscription. */
  readonly codes: unknown[] = [];
  readonly #open: Open;
  readonly #chooseServer: () => string;
  #cursor: string;
  #connection: Connection | undefined;
  #isOver = false;

  constructor(open: Open, chooseServer: () => string, cursor: string) {
    this.#open = open;
    this.#chooseServer = chooseServer;
    this.#cursor = cursor;
  }

  get cursor(): string {
    return this.#cursor;
  }

  async run(): Promise<void> {
    while (!this.#isOver) {
      this.#connection = this.#open(this.#chooseServer(), this.#cursor, (result) =>
        this.#take(result),
      );
      await this.#connection.ended;
      await sleep(20);
    }
  }

  kill(): void {
    this.#connection?.kill();
  }

  /** Stops reading; a connection that takes the place of this one reads. */
  pause(): void {
    this.#connection?.pause();
  }

  resume(): void {
    this.#connection?.resume();
  }

  stop(): void {
    this.#isOver = true;
    this.kill();
  }

  #take({ data, errors }: Result): void {
    if (data) {
      const { cursor, entityId } = data.events;
      this.deliveries.push({ cursor, entityId });
      this.#cursor = cursor;
    } else this.codes.push(errors?.[0]?.extensions['code']);
  }
}

export const overWebSocket: Open = (url, after, onResult) => {
  const socket = new WebSocket(webSocketUrl(url), 'graphql-transport-ws', {
    headers: headersFor(url),
  });
  const subscribe = {
    id: '1',
    type: 'subscribe',
    payload: { query: FOLLOW, variables: { after } },
  };
  socket.on('open', () => socket.send('{"type":"connection_init"}'));
  socket.on('message', (data: Buffer) => {
    const { type, payload } = JSON.parse(data.toString()) as Message;
    if (type === 'connection_ack') socket.send(JSON.stringify(subscribe));
    else if (type === 'next') onResult(payload as Result);
    else if (type === 'error') onResult({ errors: payload as NonNullable<Result['errors']> });
    if (type === 'error' || type === 'complete') socket.close();
  });
  socket.on('error', () => undefined); // it closes as well
  return {
    ended: new Promise((resolve) => socket.on('close', resolve)),
    kill: () => socket.terminate(),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
  };
};

export const overEventStream: Open = (url, after, onResult) => {
  const query = new URLSearchParams({ query: FOLLOW, variables: JSON.stringify({ after }) });
  const request = http.get(`${url}/graphql?${query}`, {
    agent: false,
    headers: { accept: 'text/event-stream', ...headersFor(url) },
  });
  let gate = Promise.withResolvers<void>();
  gate.resolve();
  const read = async (response: http.IncomingMessage) => {
    for await (const { event, data } of readEventStream(response.setEncoding('utf8'))) {
      await gate.promise;
      if (event === 'next') onResult(JSON.parse(data) as Result);
    }
  };
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  request.on('response', (response) => void read(response).then(resolve, resolve));
  request.on('error', () => resolve());
  return {
    ended,
    kill: () => request.destroy(),
    pause: () => (gate = Promise.withResolvers<void>()),
    resume: () => gate.resolve(),
  };
};
