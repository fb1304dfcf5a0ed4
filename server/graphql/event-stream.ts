import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GraphQLError } from 'graphql';
import type { Caller } from '../accounts/caller.ts';
import type { Cut } from '../accounts/open-connections.ts';
import { admit, withCost } from './admission.ts';
import { execute, goneWith } from './execution.ts';
import { changeByAddress } from './http-operation.ts';
import { isDismissal, isLive, type LiveResults } from './live-results.ts';
import {
  isErrors,
  isMutation,
  isSubscription,
  prepareOperation,
  readRequest,
} from './operation.ts';
import type { LiveDoor } from './websocket.ts';

/** Whether the client asks for its results as server-sent events. */
export function wantsEventStream({ headers }: IncomingMessage): boolean {
  return headers.accept?.includes('text/event-stream') ?? false;
}

/**
 * Answers one operation as server-sent events, as graphql-sse's "distinct connections" do: `next` for
 * each result, then `complete`. `curl -N` is a client.
 */
export async function serveEventStream(
  door: LiveDoor,
  caller: Caller,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { accounts, yoga, results: factory, mask, eventStreams } = door;
  const client = new EventStreamWriter(response);
  eventStreams.add(response);
  const forget = accounts.connections.add(caller, (cut) => client.cut(cut));
  response.once('close', forget);
  try {
    const operation = await prepareOperation(yoga, caller, await readRequest(request));
    if (isErrors(operation)) return await client.end({ errors: operation });
    if (isMutation(operation) && request.method !== 'POST') throw changeByAddress();
    const cost = await admit(door, operation);
    if (!isSubscription(operation)) {
      const { seconds } = accounts.installation.config.limits;
      const result = await execute(operation, { seconds, gone: goneWith(response) });
      return await client.end(withCost(result, cost));
    }
    const results = await factory.open(operation);
    if (isLive(results)) await client.pipe(results);
    else await client.end(results);
  } catch (error) {
    if (isDismissal(error)) await client.dismiss(error);
    else await client.end({ errors: [mask(error)] });
  }
}

class EventStreamWriter {
  readonly #response: ServerResponse;
  /** Lets the result that waits for the client be followed by the next. */
  #goOn = () => {};

  constructor(response: ServerResponse) {
    this.#response = response;
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no', // nginx would keep events back
    });
    response.flushHeaders();
    response.on('drain', () => this.#goOn());
    response.once('close', () => this.#goOn());
  }

  /** Sends results until they end or the client goes away. */
  async pipe(results: LiveResults): Promise<void> {
    const stop = () => void results.return?.();
    this.#response.once('close', stop);
    if (this.#response.closed) stop(); // it did while the operation was prepared
    for await (const batch of results) {
      await this.#send(batch.map((result) => `event: next\ndata: ${result}\n\n`).join(''));
    }
    await this.#finish();
  }

  async end(result: unknown): Promise<void> {
    await this.#send(`event: next\ndata: ${JSON.stringify(result)}\n\n`);
    await this.#finish();
  }

  /** Ends it, and says why where the client still takes anything. */
  cut({ code, message }: Cut): void {
    if (this.#response.writableNeedDrain) return void this.#response.destroy();
    const result = { errors: [{ message, extensions: { code } }] };
    this.#response.end(
      `event: next\ndata: ${JSON.stringify(result)}\n\nevent: complete\ndata:\n\n`,
    );
  }

  /** Says where to go on and when, and cuts it rather than completing it, so that its reader comes back. */
  async dismiss(error: GraphQLError): Promise<void> {
    const { retryAfterMs } = error.extensions;
    const result = JSON.stringify({ errors: [error] });
    const text = `retry: ${String(retryAfterMs)}\n\nevent: next\ndata: ${result}\n\n`;
    await new Promise((written) => this.#response.write(text, written));
    this.#response.destroy();
  }

  async #finish(): Promise<void> {
    await this.#send('event: complete\ndata:\n\n');
    this.#response.end();
  }

  /** Waits until the client takes more. */
  async #send(text: string): Promise<void> {
    const { destroyed, writableEnded } = this.#response;
    if (destroyed || writableEnded || this.#response.write(text)) return;
    await new Promise<void>((resolve) => (this.#goOn = resolve));
  }
}
