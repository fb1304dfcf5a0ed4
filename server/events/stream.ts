import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../core/context.ts';
import { CursorReset, type Position } from './cursor.ts';
import type { EventFilter } from './event-filter.ts';
import { readAfter, readLogState, type LoggedEvent } from './log.ts';
import { Subscription } from './subscription.ts';

const BATCH = 100; // of large events that is megabytes
const PORTION = 64; // events of up to EVENT_BYTES, larger ones count as several: a quarter of a queue
const EVENT_BYTES = 4 * 1024;
const TURN_MS = 10;

/** Whoever is told everything, of every company, before any reader is. */
export interface Observer {
  hear: (event: LoggedEvent) => void;
  /** The log was read to its end. */
  heardAll: () => void;
  /** The log was replaced by another. */
  restarted: () => void;
}

/**
 * The end of the event log as it grows, read once for the process and handed to every reader there.
 */
export class EventStream {
  readonly #pg: Context['pg'];
  readonly #subscriptions = new Set<Subscription>();
  readonly #observers: Observer[] = [];
  #position: Position = { epoch: '', seq: 0n };

  /** Use openStream, which finds the log's end first. */
  constructor({ pg }: Pick<Context, 'pg'>) {
    this.#pg = pg;
  }

  /** Every event up to here has been handed out, so state that is read from now on shows it. */
  get position(): Position {
    return this.#position;
  }

  get subscriberCount(): number {
    return this.#subscriptions.size;
  }

  observe(observer: Observer): void {
    this.#observers.push(observer);
  }

  /**
   * A company's events as they happen, but for those up to `start`. It ends with its reader, or by
   * SlowConsumer or CursorReset.
   */
  subscribe(
    companyId: number,
    filter: EventFilter,
    start: Position = this.#position,
  ): Subscription {
    const subscription = new Subscription(companyId, filter, start, () =>
      this.#subscriptions.delete(subscription),
    );
    this.#subscriptions.add(subscription);
    return subscription;
  }

  /** Reads on from where it was and hands out what came; begins anew in a log that was replaced. */
  async catchUp(): Promise<void> {
    const log = await readLogState(this.#pg);
    if (log.epoch !== this.#position.epoch || log.seq < this.#position.seq) this.#restart(log);
    while (this.#position.seq < log.seq) {
      const events = await readAfter(this.#pg, this.#position, BATCH);
      await this.#handOutAll(events);
      if (events.length < BATCH) break;
    }
    for (const observer of this.#observers) observer.heardAll();
  }

  /** Tells every reader that the server stops, and from where to go on. */
  dismiss(): void {
    for (const subscription of this.#subscriptions) subscription.dismiss();
  }

  /** Ends every reader's view. */
  close(): void {
    for (const subscription of this.#subscriptions) void subscription.return();
  }

  /** In portions with a turn for the readers in between, or a burst would overflow even the fast. */
  async #handOutAll(events: readonly LoggedEvent[]): Promise<void> {
    let portion = 0;
    for (const event of events) {
      this.#handOut(event);
      portion += 1 + event.bytes / EVENT_BYTES;
      if (portion < PORTION) continue;
      portion = 0;
      await this.#giveReadersATurn();
    }
  }

  /** Waits longer for a reader that has much to read, as long as its patience lasts. */
  async #giveReadersATurn(): Promise<void> {
    await nextTurn();
    while (this.#isWaitingForReaders()) await sleep(TURN_MS);
  }

  #isWaitingForReaders(): boolean {
    const waiting = [...this.#subscriptions].filter((one) => one.spendPatience(TURN_MS));
    return waiting.length > 0;
  }

  #handOut(event: LoggedEvent): void {
    for (const observer of this.#observers) observer.hear(event);
    this.#position = { epoch: this.#position.epoch, seq: event.seq };
    for (const subscription of this.#subscriptions) subscription.offer(event);
  }

  #restart({ epoch, seq }: Position): void {
    this.#position = { epoch, seq };
    for (const observer of this.#observers) observer.restarted();
    for (const subscription of this.#subscriptions) subscription.fail(new CursorReset());
  }
}

/** A stream that stands at the end of the log. */
export async function openStream(ctx: Pick<Context, 'pg'>): Promise<EventStream> {
  const stream = new EventStream(ctx);
  await stream.catchUp();
  return stream;
}
