import { listen } from '../core/listen.ts';
import type { Logger } from '../core/log.ts';
import { WAKE_UP_CHANNEL } from './sequencer.ts';

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
  // also for what happened while nobody listened
  const listener = { onNotification: onWakeUp, onConnected: onWakeUp };
  return listen(url, WAKE_UP_CHANNEL, listener, log);
}
