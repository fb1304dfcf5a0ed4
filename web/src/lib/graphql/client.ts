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

const AS_ANSWER = { accept: 'application/graphql-response+json, application/json' };
/** Spreadsheets take UTF-8 for something else without the mark. */
const AS_DOWNLOAD = { accept: 'text/csv; bom=present', 'x-pricelens-download': '1' };
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

/**
 * An address from which the browser can save the one list of a document as CSV, for the next minute.
 * @throws {RequestFailed} when it may not be saved
 */
export async function downloadAddress<Data, Variables>(
  document: Document<Data, Variables>,
  variables: Variables,
): Promise<string> {
  const body = JSON.stringify({ documentId: idOf(document), variables });
  const response = await post(body, undefined, AS_DOWNLOAD);
  const { url, errors } = (await readAnswer(response)) as { url?: string; errors?: ToldError[] };
  if (url !== undefined) return url;
  const [error] = errors ?? [];
  throw new RequestFailed(
    error ? inWords(error) : m.server_no_data({ status: response.status }),
    error?.extensions?.code,
  );
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
async function post(
  body: string,
  signal: AbortSignal | undefined,
  asked: Record<string, string> = AS_ANSWER,
): Promise<Response> {
  for (;;) {
    const { turn } = session;
    const response = await send(body, signal, asked);
    if (response.status !== UNAUTHENTICATED) return response;
    await session.renewedAfter(turn, signal);
  }
}

async function send(
  body: string,
  signal: AbortSignal | undefined,
  asked: Record<string, string>,
): Promise<Response> {
  const headers = {
    ...asked,
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
