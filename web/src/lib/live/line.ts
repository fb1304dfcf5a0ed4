import { session } from '#lib/accounts/session.svelte.ts';
import { request, RequestFailed, Unreachable } from '#lib/graphql/client.ts';
import { inWords, type ToldError } from '#lib/graphql/error-words.ts';
import {
  ComingEventsDocument,
  MissedEventsDocument,
  type ComingEventsSubscription,
  type LiveEventFragment,
} from '#lib/graphql/generated.ts';
import { createClient, type Client } from 'graphql-ws';
import { FOLLOWED_KINDS } from './kinds.ts';
import type { Ending, LogLine, LogPage, Watcher } from './log-follower.ts';

const PING_MS = 10_000;
const PONG_WITHIN_MS = 5_000;
const READ_WITHIN_MS = 15_000;
const CLOSED_UNAUTHENTICATED = 4401;
const CLOSED_FORBIDDEN = 4403;

const kinds = [...FOLLOWED_KINDS];

/** The line to the server: what is past comes by HTTP, what happens from here on by WebSocket. */
export const line: LogLine<LiveEventFragment> = { read, watch, explain };

async function read(after: string): Promise<LogPage<LiveEventFragment>> {
  const signal = AbortSignal.timeout(READ_WITHIN_MS);
  const { events } = await request(MissedEventsDocument, { after, kinds }, signal);
  return { entries: events.events, endCursor: events.endCursor, hasMore: events.hasMore };
}

/** Each watch has a socket of its own, so that one that is given up takes nothing with it. */
function watch(after: string, watcher: Watcher<LiveEventFragment>): () => void {
  const client = createSocket(watcher);
  const query = ComingEventsDocument.toString();
  client.subscribe<ComingEventsSubscription>(
    { query, variables: { after, kinds } },
    {
      next: ({ data, errors }) => {
        if (data) watcher.entry(data.events);
        else watcher.ended(explain(errors));
      },
      error: (error) => watcher.ended(explain(error)),
      complete: () => watcher.ended({}),
    },
  );
  return () => {
    client.terminate();
    void client.dispose();
  };
}

function createSocket(watcher: Watcher<LiveEventFragment>): Client {
  let pongTimer: ReturnType<typeof setTimeout> | undefined;
  const client = createClient({
    url: () => new URL('/graphql', location.href).href.replace(/^http/, 'ws'),
    retryAttempts: 0, // the follower tries again, from where it is by then
    keepAlive: PING_MS,
    on: {
      connected: () => watcher.opened(),
      closed: (event) => {
        clearTimeout(pongTimer);
        if (event instanceof CloseEvent) heedCut(event);
        watcher.ended({});
      },
      // A socket that the network dropped silently never closes by itself.
      ping: (received) => {
        if (!received) pongTimer = setTimeout(() => client.terminate(), PONG_WITHIN_MS);
      },
      pong: (received) => {
        if (!received) return;
        clearTimeout(pongTimer);
        watcher.alive();
      },
    },
  });
  return client;
}

/** The server closes a line when its reader is not, or may not do, what they were or could before. */
function heedCut({ code }: CloseEvent): void {
  if (code === CLOSED_UNAUTHENTICATED) session.end();
  if (code === CLOSED_FORBIDDEN) session.doubt();
}

/** What the server said, if it said anything: it may also be a socket's close event. */
function explain(error: unknown): Ending {
  if (error instanceof Unreachable) return {};
  if (error instanceof RequestFailed) return { code: error.code, message: error.message };
  if (!Array.isArray(error)) return {};
  const [told] = error as ToldError[]; // graphql-ws hands over the errors of the response
  return told ? { ...told.extensions, message: inWords(told) } : {};
}
