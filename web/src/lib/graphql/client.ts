import { m } from '#lib/paraglide/messages.js';
import type { TypedDocumentString } from './generated.ts';

type Document<Data, Variables> = TypedDocumentString<Data, Variables>;

/** An error as GraphQL tells it. */
export interface ToldError {
  message: string;
  extensions?: { code?: string; cursor?: string };
}

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
  if (error) throw new RequestFailed(error.message, error.extensions?.code);
  if (!answer.data) throw new RequestFailed(m.server_no_data({ status: response.status }));
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
