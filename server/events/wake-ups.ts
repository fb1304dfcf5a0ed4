import pg from 'pg';
import type { Logger } from '../core/log.ts';
import { directSettings } from '../core/postgres.ts';
import { WAKE_UP_CHANNEL } from './sequencer.ts';

const RECONNECT_MS = 1_000;

/**
 * Calls `onWakeUp` when a sequencer anywhere has numbered events. Only speed hangs on it: whoever
 * reads the log polls as well, so a wake-up that is lost costs a second.
 *
 * @returns the way to stop
 */
export function listenForWakeUps(
  url: string,
  onWakeUp: () => void,
  log: Logger,
): () => Promise<void> {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  async function connect(): Promise<void> {
    const fresh = new pg.Client({ ...directSettings(url), keepAlive: true });
    client = fresh;
    fresh.on('notification', onWakeUp);
    fresh.on('error', (error) => log.warn({ err: error }, 'the wake-up connection broke'));
    fresh.on('end', reconnectLater);
    try {
      await fresh.connect();
      await fresh.query(`LISTEN ${WAKE_UP_CHANNEL}`);
      onWakeUp(); // for what happened while nobody listened
    } catch (error) {
      log.warn({ err: error }, 'cannot listen for wake-ups; polling goes on');
      fresh.end().catch(reconnectLater);
      reconnectLater();
    }
  }

  function reconnectLater(): void {
    if (isStopped) return;
    clearTimeout(timer);
    timer = setTimeout(() => void connect(), RECONNECT_MS * (0.5 + Math.random()));
  }

  void connect();
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await client?.end();
  };
}
