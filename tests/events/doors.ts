import { afterEach, beforeEach, vi } from 'vitest';
import type { NewEvent } from '../../server/events/append.ts';
import { encodeCursor } from '../../server/events/cursor.ts';
import { startEvents } from '../../server/events/service.ts';
import type { EventStream } from '../../server/events/stream.ts';
import { startHttpServer, type HttpServer } from '../../server/http.ts';
import { createKey, useHeaders } from '../support/accounts.ts';
import { emptyDatabase, useTestContext, type TestContext } from '../support/database.ts';
import { append } from './make.ts';

export interface Doors extends HttpServer {
  events: EventStream;
  /** That of a machine which may follow the log. */
  key: string;
}

/** A server in this process, as server/main.ts starts it, on any free port, and a key that reads. */
export async function startDoors(ctx: TestContext, host = '127.0.0.1'): Promise<Doors> {
  const { installation, postgresUrl } = ctx;
  const config = { ...ctx.config, http: { host, port: 0 } };
  const close = () => Promise.resolve();
  const events = await startEvents({ ctx: installation, postgresUrl, close });
  const main = await startHttpServer({ ctx: { ...installation, config }, events: events.stream });
  const { text: key, headers } = await createKey(installation, 'INTEGRATION', ctx.company.id);
  useHeaders(main.url, headers);
  return {
    ...main,
    events: events.stream,
    key,
    stop: async () => {
      await main.stop();
      await events.stop();
    },
  };
}

export interface LiveTest {
  ctx: TestContext;
  doors: Doors;
  /** A cursor to the end of the log as the test began. */
  begin: string;
  /** Appends as a process does that tells its sequencer. */
  happen: (...events: NewEvent[]) => Promise<void>;
}

/** Doors on an empty log for each test of a file; the fields are there once the test runs. */
export function useDoors(): LiveTest {
  const ctx = useTestContext();
  const live = { ctx } as LiveTest;
  live.happen = async (...events) => {
    await append(ctx, ...events);
    ctx.installation.eventsAppended();
  };
  beforeEach(async () => {
    await emptyDatabase(ctx);
    live.doors = await startDoors(ctx);
    live.begin = encodeCursor(live.doors.events.position);
  });
  afterEach(async () => {
    vi.useRealTimers();
    vi.restoreAllMocks();
    await live.doors.stop();
  });
  return live;
}
