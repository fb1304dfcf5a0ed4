import type { CompanyCache, Span } from '../core/company-cache.ts';
import type { OpenContext } from '../core/open-context.ts';
import type { LoggedEvent } from './log.ts';
import { Pump } from './pump.ts';
import { sequenceEvents, wakeReaders } from './sequencer.ts';
import { openStream, type EventStream } from './stream.ts';
import { listenForWakeUps } from './wake-ups.ts';

const POLL_MS = 1_000;
const REST_MS = 25; // under load a run costs as much for twenty events as for one

export interface RunningEvents {
  stream: EventStream;
  stop: () => Promise<void>;
}

/**
 * Starts what every process does for the event log: it numbers events (one process at a time does)
 * and follows the log's end. Whatever happens to a company's data reaches its cache here, also when
 * another process did it.
 */
export async function startEvents({ ctx, postgresUrl }: OpenContext): Promise<RunningEvents> {
  const { log } = ctx;
  const stream = await openStream(ctx);
  tellCache(stream, ctx.cache);

  const reader = new Pump(() => stream.catchUp(), {
    pollMs: POLL_MS,
    restMs: REST_MS,
    onError: (error) =>
      log.error({ err: error }, 'reading the event log failed; it will be tried again'),
  });
  const sequencer: Pump = new Pump(
    async () => {
      const { numbered, isBusy } = await sequenceEvents(ctx);
      if (isBusy) sequencer.wake();
      if (numbered > 0) await wakeReaders(ctx); // the one of this process as well
    },
    {
      pollMs: POLL_MS,
      restMs: REST_MS,
      onError: (error) =>
        log.error({ err: error }, 'numbering events failed; it will be tried again'),
    },
  );
  ctx.eventsAppended = () => sequencer.wake();
  reader.start();
  sequencer.start();
  const stopListening = listenForWakeUps(postgresUrl, () => reader.wake(), log);

  return {
    stream,
    stop: async () => {
      await stopListening();
      await sequencer.stop();
      await reader.stop();
      stream.close();
    },
  };
}

/** Has the cache hear what the stream tells. */
export function tellCache(stream: EventStream, cache: CompanyCache): void {
  stream.observe({
    hear: (event) => cache.hear(event, spanOf(event)),
    heardAll: () => cache.heardAll(),
    restarted: () => cache.clear(),
  });
}

/** What is told of an investigation says when its failure happened; what is told of the rest does not. */
function spanOf({ payload }: LoggedEvent): Span | undefined {
  if (typeof payload.eventAt !== 'string') return undefined;
  const at = new Date(payload.eventAt);
  return { first: at, last: at };
}
