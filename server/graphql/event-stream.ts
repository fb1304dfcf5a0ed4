import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { isLive, type LiveResults } from './live-results.ts';
import {
  isErrors,
  isSubscription,
  parseJson,
  prepareOperation,
  readOperationRequest,
  type OperationRequest,
} from './operation.ts';
import type { LiveDoor } from './websocket.ts';

const HEARTBEAT_MS = 10_000;

/** Whether the client asks for its results as server-sent events. */
export function wantsEventStream({ headers }: IncomingMessage): boolean {
  return headers.accept?.includes('text/event-stream') ?? false;
}

/**
 * Answers one operation as server-sent events, as graphql-sse's "distinct connections" do: `next` for
 * each result, then `complete`. `curl -N` is a client.
 */
export async function serveEventStream(
  { yoga, results: factory, mask }: LiveDoor,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const client = new EventStreamWriter(response);
  try {
    const operation = await prepareOperation(yoga, await readRequest(request));
    if (isErrors(operation)) return await client.end({ errors: operation });
    if (!isSubscription(operation)) return await client.end(await operation.execute(operation));
    const results = await factory.open(operation);
    if (isLive(results)) await client.pipe(results);
    else await client.end(results);
  } catch (error) {
    await client.end({ errors: [mask(error)] });
  }
}

class EventStreamWriter {
  readonly #response: ServerResponse;
  readonly #heartbeat: NodeJS.Timeout;

  constructor(response: ServerResponse) {
    this.#response = response;
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no', // nginx would keep events back
    });
    response.flushHeaders();
    this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT_MS);
  }

  /** Sends results until they end or the client goes away. */
  async pipe(results: LiveResults): Promise<void> {
    this.#response.once('close', () => void results.return?.());
    for await (const result of results) await this.#send(`event: next\ndata: ${result}\n\n`);
    await this.#finish();
  }

  async end(result: unknown): Promise<void> {
    await this.#send(`event: next\ndata: ${JSON.stringify(result)}\n\n`);
    await this.#finish();
  }

  async #finish(): Promise<void> {
    clearInterval(this.#heartbeat);
    await this.#send('event: complete\ndata:\n\n');
    this.#response.end();
  }

  /** Waits until the client takes more. */
  async #send(text: string): Promise<void> {
    if (this.#response.destroyed || this.#response.write(text)) return;
    await Promise.race([once(this.#response, 'drain'), once(this.#response, 'close')]);
  }

  /** What was written at the last beat and has not left since goes to nobody. */
  #beat(): void {
    if (this.#response.writableNeedDrain || this.#response.destroyed) {
      clearInterval(this.#heartbeat);
      this.#response.destroy();
    } else this.#response.write(':\n\n');
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
