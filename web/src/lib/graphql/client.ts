import { createClient } from 'graphql-ws';
import { connection } from './connection.svelte.ts';
import type { TypedDocumentString } from './generated.ts';

type Document<Data, Variables> = TypedDocumentString<Data, Variables>;

/** A question the server did not answer. The message is a sentence for the reader. */
export class RequestFailed extends Error {}

interface Answer<Data> {
  data?: Data | null;
  errors?: { message: string }[];
}

const UNREACHABLE = 'The server cannot be reached.';
const PING_MS = 10_000;
const PONG_WITHIN_MS = 5_000;

/**
 * Asks the server once.
 * @throws {RequestFailed} when there is no complete answer
 */
export async function request<Data, Variables>(
  document: Document<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Data> {
  const response = await post(JSON.stringify({ query: document.toString(), variables }), signal);
  const answer = await readAnswer<Data>(response);
  const [error] = answer.errors ?? [];
  if (error) throw new RequestFailed(error.message);
  if (!answer.data) throw new RequestFailed(`The server answered ${response.status} and no data.`);
  return answer.data;
}

async function post(body: string, signal: AbortSignal | undefined): Promise<Response> {
  const headers = {
    accept: 'application/graphql-response+json, application/json',
    'content-type': 'application/json',
  };
  try {
    return await fetch('/graphql', { method: 'POST', headers, body, signal: signal ?? null });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new RequestFailed(UNREACHABLE);
  }
}

async function readAnswer<Data>(response: Response): Promise<Answer<Data>> {
  try {
    return (await response.json()) as Answer<Data>;
  } catch {
    throw new RequestFailed(`The server answered ${response.status}, not in JSON.`);
  }
}

/** Half to one and a half of 1, 2, 4 … 16 s, so that a restarted server is not met by all at once. */
async function waitBeforeRetry(retries: number): Promise<void> {
  const waitMs = 1_000 * 2 ** Math.min(retries, 4) * (0.5 + Math.random());
  await new Promise((resolve) => setTimeout(resolve, waitMs));
}

let pongTimer: ReturnType<typeof setTimeout> | undefined;

const socket = createClient({
  url: () => new URL('/graphql', location.href).href.replace(/^http/, 'ws'),
  keepAlive: PING_MS,
  retryAttempts: Infinity,
  shouldRetry: () => true,
  retryWait: waitBeforeRetry,
  on: {
    connected: () => connection.opened(),
    closed: () => connection.closed(),
    // A socket that the network dropped silently never closes by itself.
    ping: (received) => {
      if (!received) pongTimer = setTimeout(() => socket.terminate(), PONG_WITHIN_MS);
    },
    pong: (received) => {
      if (received) clearTimeout(pongTimer);
    },
  },
});

/** Listens until the returned function is called; a broken socket is opened again by itself. */
export function subscribe<Data, Variables extends Record<string, unknown>>(
  document: Document<Data, Variables>,
  variables: Variables,
  onData: (data: Data) => void,
): () => void {
  return socket.subscribe<Data>(
    { query: document.toString(), variables },
    {
      next: ({ data }) => {
        if (data) onData(data);
      },
      error: () => connection.closed(),
      complete: () => {},
    },
  );
}
