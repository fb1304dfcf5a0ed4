import type { ServerResponse } from 'node:http';
import { connectionOf, readUnanswered } from './unanswered.ts';

// A peer that vanishes after a beat fails to answer the next and is gone at the second after that.
const BEAT_MS = 8_000;

/** What was known of a stream's client at the last beat. */
interface Health {
  /** See unanswered.ts. */
  unanswered: number;
  /** Whether it has taken nothing since, though something waited; a slow client takes something. */
  isStalled: boolean;
}

/**
 * The server's open streams of events. A comment goes out on each at every beat, so that proxies keep
 * them open and a client that is gone is noticed: within 30 s, and whatever it left behind is freed.
 */
export class EventStreams {
  readonly #streams = new Map<ServerResponse, Health>();
  #timer: NodeJS.Timeout | undefined;

  add(stream: ServerResponse): void {
    if (stream.closed) return;
    const health: Health = { unanswered: 0, isStalled: false };
    this.#streams.set(stream, health);
    stream.on('drain', () => (health.isStalled = false));
    stream.once('close', () => this.#forget(stream));
    this.#timer ??= setInterval(() => void this.beat(), BEAT_MS);
  }

  /** Cuts all of them, so that their readers come back. */
  close(): void {
    for (const stream of this.#streams.keys()) stream.destroy();
  }

  #forget(stream: ServerResponse): void {
    this.#streams.delete(stream);
    if (this.#streams.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Asks the kernel once for all of them. */
  async beat(): Promise<void> {
    const unanswered = await readUnanswered();
    for (const [stream, health] of this.#streams) {
      const count = (stream.socket && unanswered.get(connectionOf(stream.socket))) ?? 0;
      const isStuck = stream.writableNeedDrain && health.isStalled;
      if (isStuck || isGone(health.unanswered, count)) stream.destroy();
      else if (stream.writableNeedDrain) health.isStalled = true;
      else if (!stream.writableEnded) stream.write(':\n\n');
      health.unanswered = count;
    }
  }
}

/**
 * Whether a client is gone, by how often in a row it left the kernel without an answer at two beats.
 * An answer in between begins the count anew, so fewer than before means that it is there.
 */
export function isGone(before: number, now: number): boolean {
  return before > 0 && now >= before;
}
