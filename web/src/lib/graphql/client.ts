import { session } from '#lib/accounts/session.svelte.ts';
import { m } from '#lib/paraglide/messages.js';
import { inWords, type ToldError } from './error-words.ts';
import type { TypedDocumentString } from './generated.ts';

type Document<Data, Variables> = TypedDocumentString<Data, Variables>;

/** A question the server did not answer. The message is a sentence for the reader. */
export class RequestFailed extends Error {
  /** What programs go by; undefined when the server did not give one. */
  readonly code: string | undefined;

  constructor(message: string, code?: string) {
    super(message);
    this.code = code;
  }
}

/** There is no server, or no way to it. */
export class Unreachable extends RequestFailed {
  constructor() {
    super(m.server_unreachable());
  }
}

interface Answer<Data> {
  data?: Data | null;
  errors?: ToldError[];
}

const UNAUTHENTICATED = 401;

/**
 * Asks the server, once more when it did not know who asks and somebody has signed in since.
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
  if (error) throw new RequestFailed(inWords(error), error.extensions?.code);
  if (!answer.data) throw new RequestFailed(m.server_no_data({ status: response.status }));
  return answer.data;
}

/** What was refused at the door was not done, so it may be sent again. */
async function post(body: string, signal: AbortSignal | undefined): Promise<Response> {
  for (;;) {
    const { turn } = session;
    const response = await send(body, signal);
    if (response.status !== UNAUTHENTICATED) return response;
    await session.renewedAfter(turn, signal);
  }
}

async function send(body: string, signal: AbortSignal | undefined): Promise<Response> {
  const headers = {
    accept: 'application/graphql-response+json, application/json',
    'content-type': 'application/json',
    'x-pricelens-csrf': '1', // other sites' pages cannot set it
  };
  try {
    return await fetch('/graphql', { method: 'POST', headers, body, signal: signal ?? null });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Unreachable();
  }
}

async function readAnswer<Data>(response: Response): Promise<Answer<Data>> {
  try {
    return (await response.json()) as Answer<Data>;
  } catch {
    throw new RequestFailed(m.server_no_json({ status: response.status }));
  }
}
