import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { GraphQLError } from 'graphql';
import type { Caller } from '../accounts/caller.ts';
import type { Cut } from '../accounts/open-connections.ts';
import { excessOf } from './excess.ts';
import { execute, goneWith } from './execution.ts';
import { isLive, type LiveResults } from './live-results.ts';
import {
  isErrors,
  isMutation,
  isSubscription,
  parseJson,
  prepareOperation,
  readOperationRequest,
  type OperationRequest,
} from './operation.ts';
import type { LiveDoor } from './websocket.ts';

// A page of another site can send a GET, with this Accept and without Origin.
const POST_CHANGES = 'Send mutations by POST.';

/** Whether the client asks for its results as server-sent events. */
export function wantsEventStream({ headers }: IncomingMessage): boolean {
  return headers.accept?.includes('text/event-stream') ?? false;
}

/**
 * Answers one operation as server-sent events, as graphql-sse's "distinct connections" do: `next` for
 * each result, then `complete`. `curl -N` is a client.
 */
export async function serveEventStream(
  { accounts, yoga, results: factory, mask, eventStreams }: LiveDoor,
  caller: Caller,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const client = new EventStreamWriter(response);
  eventStreams.add(response);
  const forget = accounts.connections.add(caller, (cut) => client.cut(cut));
  response.once('close', forget);
  try {
    const operation = await prepareOperation(yoga, caller, await readRequest(request));
    if (isErrors(operation)) return await client.end({ errors: operation });
    const excess = await excessOf(accounts.limits, operation);
    if (excess) throw excess;
    if (isMutation(operation) && request.method !== 'POST') throw new GraphQLError(POST_CHANGES);
    if (!isSubscription(operation)) {
      const { seconds } = accounts.installation.config.limits;
      return await client.end(await execute(operation, { seconds, gone: goneWith(response) }));
    }
    const results = await factory.open(operation);
    if (isLive(results)) await client.pipe(results);
    else await client.end(results);
  } catch (error) {
    await client.end({ errors: [mask(error)] });
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

async function readRequest(request: IncomingMessage): Promise<OperationRequest> {
  if (request.method === 'POST') return readOperationRequest(parseJson(await text(request)));
  const { searchParams } = new URL(request.url ?? '', 'http://localhost');
  return readOperationRequest({
    query: searchParams.get('query'),
    variables: parseJson(searchParams.get('variables') ?? 'null'),
    operationName: searchParams.get('operationName'),
  });
}
