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
/** The page and the server are of different versions. */
const UNKNOWN_DOCUMENT = 'DOCUMENT_NOT_FOUND';

/**
 * Asks the server, once more when it did not know who asks and somebody has signed in since.
 * @throws {RequestFailed} when there is no complete answer
 */
export async function request<Data, Variables>(
  document: Document<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Data> {
  const named = { documentId: idOf(document), variables };
  let { status, answer } = await ask<Data>(named, signal);
  if (answer.errors?.[0]?.extensions?.code === UNKNOWN_DOCUMENT) {
    ({ status, answer } = await ask<Data>({ query: document.toString(), variables }, signal));
  }
  const [error] = answer.errors ?? [];
  if (error) throw new RequestFailed(inWords(error), error.extensions?.code);
  if (!answer.data) throw new RequestFailed(m.server_no_data({ status }));
  return answer.data;
}

/** What the server knows one of our documents by; npm run codegen gives it to both. */
export function idOf<Data, Variables>(document: Document<Data, Variables>): string {
  return (document.__meta__ as { id: string }).id;
}

async function ask<Data>(
  asked: object,
  signal: AbortSignal | undefined,
): Promise<{ status: number; answer: Answer<Data> }> {
  const response = await post(JSON.stringify(asked), signal);
  return { status: response.status, answer: await readAnswer<Data>(response) };
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
