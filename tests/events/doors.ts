import { startEvents } from '../../server/events/service.ts';
import type { EventStream } from '../../server/events/stream.ts';
import { startHttpServer, type HttpServer } from '../../server/http.ts';
import { createKey, useHeaders } from '../support/accounts.ts';
import type { TestContext } from '../support/database.ts';

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
