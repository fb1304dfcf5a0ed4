import pg from 'pg';
import type { Logger } from './log.ts';
import { directSettings } from './postgres.ts';

const RECONNECT_MS = 1_000;

export interface Listener {
  /** Whatever is said on the channel while there is a connection; what is said in between is lost. */
  onNotification: (payload: string) => void;
  /** There is a connection, the first or another one. */
  onConnected?: () => void;
}

/**
 * Listens to a channel of Postgres on a connection of its own, and makes it anew when it breaks.
 *
 * @param url past any pooler
 * @returns the way to stop
 */
export function listen(
  url: string,
  channel: string,
  { onNotification, onConnected = () => undefined }: Listener,
  log: Logger,
): () => Promise<void> {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  async function connect(): Promise<void> {
    const fresh = new pg.Client({ ...directSettings(url), keepAlive: true });
    client = fresh;
    fresh.on('notification', ({ payload = '' }) => onNotification(payload));
    fresh.on('error', (error) => log.warn({ err: error, channel }, 'a listening connection broke'));
    fresh.on('end', reconnectLater);
    try {
      await fresh.connect();
      await fresh.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
      onConnected();
    } catch (error) {
      log.warn({ err: error, channel }, 'cannot listen; trying again');
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
