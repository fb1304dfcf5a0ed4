import type { Context } from '../core/context.ts';
import { defineStatement } from '../core/postgres.ts';
import type { EventKind } from './append.ts';
import { Subscription } from './subscription.ts';

/** An event as the log has it. */
export interface LoggedEvent {
  /** Its place in the log: gap-free, in commit order, over all companies. */
  seq: bigint;
  companyId: number;
  kind: EventKind;
  entityId: string;
  actor: string;
  at: Date;
  payload: Record<string, unknown>;
}

export interface EventFilter {
  companyId: number;
  kinds: readonly EventKind[];
}

const BATCH = 500;

const readAfter = defineStatement<Omit<LoggedEvent, 'seq'> & { seq: string }>('events/read-after');

/**
 * The end of the event log as it grows, read once for the process and handed to every subscriber.
 */
export class EventStream {
  readonly #pg: Context['pg'];
  readonly #subscriptions = new Set<Subscription>();
  readonly #observers: ((event: LoggedEvent) => void)[] = [];
  #seq: bigint | undefined;

  constructor({ pg }: Pick<Context, 'pg'>) {
    this.#pg = pg;
  }

  /** Calls `observer` with every event of every company, before any subscriber gets it. */
  observe(observer: (event: LoggedEvent) => void): void {
    this.#observers.push(observer);
  }

  /**
   * The events that fit the filter, from now on. Ends when the reader does; a reader that falls too
   * far behind ends with SlowConsumer.
   */
  subscribe(filter: EventFilter): Subscription {
    const subscription = new Subscription(filter, () => this.#subscriptions.delete(subscription));
    this.#subscriptions.add(subscription);
    return subscription;
  }

  get subscriberCount(): number {
    return this.#subscriptions.size;
  }

  /** Reads on from where it was (the first time: from the end of the log) and hands out what came. */
  async catchUp(): Promise<void> {
    this.#seq ??= await this.#readEnd();
    for (;;) {
      const rows = await readAfter(this.#pg, [this.#seq, BATCH]);
      for (const row of rows) this.#handOut({ ...row, seq: BigInt(row.seq) });
      if (rows.length < BATCH) return;
    }
  }

  /** Ends every subscription. */
  close(): void {
    for (const subscription of this.#subscriptions) void subscription.return();
  }

  #handOut(event: LoggedEvent): void {
    this.#seq = event.seq;
    for (const observer of this.#observers) observer(event);
    for (const subscription of this.#subscriptions) subscription.offer(event);
  }

  async #readEnd(): Promise<bigint> {
    const { rows } = await this.#pg.query<{ seq: string }>('SELECT seq FROM event_counter');
    return BigInt(rows[0]?.seq ?? 0);
  }
}
