import { request } from '#lib/graphql/client.ts';
import { PresentCursorDocument, type LiveEventFragment } from '#lib/graphql/generated.ts';
import { systemClock } from './clock.ts';
import { line } from './line.ts';
import { LogFollower, type FollowerStatus, type LogReader } from './log-follower.ts';
import { watchMachine } from './machine.ts';
import type { Soon } from './soon.ts';

const RETRY_MS = 5_000;

/** Somebody who shows what the log tells of. */
export interface Listener {
  /** Called with each event once, in order. */
  take?: (event: LiveEventFragment) => void;
  /** Does at once what was put off. */
  settle?: () => Promise<void>;
  /** Fetches anew: what is shown may never have happened. */
  renew?: () => Promise<void>;
}

/** The page's one live view of the event log, for all who listen. */
class LiveEvents {
  status = $state.raw<FollowerStatus>({ phase: 'connecting' });
  /** Milliseconds since 1970; undefined before the first. */
  lastEventAt = $state.raw<number>();
  #listeners = new Set<Listener>();
  #follower: LogFollower<LiveEventFragment>;

  constructor() {
    const reader: LogReader<LiveEventFragment> = {
      take: (event) => this.#take(event),
      shown: () => this.#all((listener) => listener.settle?.()),
      startAnew: () => this.#startAnew(),
      changed: (status) => (this.status = status),
    };
    this.#follower = new LogFollower(line, reader, systemClock);
  }

  /** Follows from the cursor; returns the function that stops it. */
  start(cursor: string): () => void {
    this.#follower.start(cursor);
    const unwatch = watchMachine({
      slept: () => this.#follower.distrust(),
      online: () => this.#follower.retryNow(),
    });
    return () => {
      unwatch();
      this.#follower.stop();
    };
  }

  /** Somebody has signed in, so there is reason to hope. */
  retryNow(): void {
    this.#follower.retryNow();
  }

  /** Returns the function that stops listening. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Has what failed tried again: soon, or when there is a line to the server again. */
  retry(work: Soon): void {
    if (this.status.phase === 'live') work.ask(RETRY_MS * (0.5 + Math.random()));
    else work.owe();
  }

  /**
   * What has come since the place that an answer is true at, as far back as is remembered. A server
   * that lags behind the one that is followed may answer so.
   */
  since(cursor: string): LiveEventFragment[] {
    return this.#follower.takenAfter(cursor) ?? [];
  }

  #take(event: LiveEventFragment): void {
    this.lastEventAt = Date.parse(event.at);
    this.#listeners.forEach((listener) => listener.take?.(event));
  }

  async #startAnew(): Promise<string> {
    const { eventCursor } = await request(PresentCursorDocument, {});
    await this.#all((listener) => listener.renew?.());
    return eventCursor;
  }

  async #all(act: (listener: Listener) => Promise<void> | undefined): Promise<void> {
    await Promise.all([...this.#listeners].map(act));
  }
}

export const liveEvents = new LiveEvents();
