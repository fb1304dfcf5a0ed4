import { pino, type Logger } from 'pino';

export type { Logger };

/** One JSON line an entry, on stderr, so that what a command prints on stdout stays clean. */
export function createLog(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
}
