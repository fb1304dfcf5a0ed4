import { backOffMs } from './back-off.ts';
import type { Clock } from './clock.ts';

/** Something of the log; what the cursor says is nobody's business but the server's. */
export interface Entry {
  cursor: string;
}

/** A part of the log that is past, oldest first. */
export interface LogPage<E extends Entry> {
  entries: E[];
  endCursor: string;
  hasMore: boolean;
}

/** Why the live end stopped; nothing is known when the line just broke. */
export interface Ending {
  code?: string | undefined;
  /** Where the server says to go on. */
  cursor?: string | undefined;
  /** What the server said, as a sentence; absent when it said nothing. */
  message?: string | undefined;
}

export interface Watcher<E extends Entry> {
  /** The server answers and has been asked for what comes. */
  opened(): void;
  /** The other side gave a sign of life. */
  alive(): void;
  entry(entry: E): void;
  ended(ending: Ending): void;
}

/** The two ways to read the log. */
export interface LogLine<E extends Entry> {
  read(after: string): Promise<LogPage<E>>;
  /** What a failure of `read`, or of starting anew, says of the line. */
  explain(error: unknown): Ending;
  /** Watches what is appended after the cursor until the returned function is called. */
  watch(after: string, watcher: Watcher<E>): () => void;
}

export interface LogReader<E extends Entry> {
  take(entry: E): void;
  /** Resolves when what was taken can be seen. */
  shown(): Promise<void>;
  /** The log cannot be followed on: fetch all that is shown anew. Resolves to where that is true. */
  startAnew(): Promise<string>;
  changed(status: FollowerStatus): void;
}

export type Phase = 'connecting' | 'live' | 'catching up' | 'not live';

/** Instants are milliseconds since 1970, and undefined as long as it is live. */
export interface FollowerStatus {
  phase: Phase;
  /** When it was live last. */
  since?: number | undefined;
  /** What happened up to then has been taken. */
  asOf?: number | undefined;
  /** What the server said when it refused; undefined when it cannot be reached. */
  refusal?: string | undefined;
}

const ANSWER_WITHIN_MS = 15_000;
/** A server accepts a connection before it refuses what is asked over it. */
const SETTLED_AFTER_MS = 500;
/** A line that held as long is not one that breaks at once. */
const STEADY_AFTER_MS = 10_000;
const REMEMBERED = 500;
/** Ends that say where to go on: the line is all right. */
const KNOWS_THE_WAY = ['SLOW_CONSUMER', 'SERVER_STOPPING'];
const LOST_PLACE = ['CURSOR_RESET', 'CURSOR_EXPIRED', 'INVALID_CURSOR'];

/**
 * Follows the event log from a cursor on. Whatever breaks, it goes on from the last entry it took:
 * first page by page to where the log ends, then as things happen, each entry once and in order.
 */
export class LogFollower<E extends Entry> {
  readonly #line: LogLine<E>;
  readonly #reader: LogReader<E>;
  readonly #clock: Clock;
  #status: FollowerStatus = { phase: 'connecting' };
  /** undefined when the place in the log is lost and all has to be fetched anew. */
  #cursor: string | undefined;
  #recent: E[] = [];
  #failures = 0;
  /** When everything up to then had been taken, as far as is known. */
  #completeAt = 0;
  /** Counts attempts, so that what an abandoned one still says is not heard. */
  #attempt = 0;
  /** What the present attempt has to let go of. */
  #holds: (() => void)[] = [];

  constructor(line: LogLine<E>, reader: LogReader<E>, clock: Clock) {
    this.#line = line;
    this.#reader = reader;
    this.#clock = clock;
  }

  /** Begins with what came after the cursor. */
  start(cursor: string): void {
    this.#cursor = cursor;
    this.#completeAt = this.#clock.now();
    void this.#connect();
  }

  stop(): void {
    this.#abandon();
  }

  /** Tries now instead of later: there is reason to hope. */
  retryNow(): void {
    if (this.#status.phase === 'not live') void this.#connect();
  }

  /** Leaves a line that can no longer be trusted, such as one from before the machine slept. */
  distrust(): void {
    this.#lose({ phase: 'catching up' });
    void this.#connect();
  }

  /** What was taken after the cursor; undefined when that place is not remembered. */
  takenAfter(cursor: string): E[] | undefined {
    const at = this.#recent.findLastIndex((entry) => entry.cursor === cursor);
    return at < 0 ? undefined : this.#recent.slice(at + 1);
  }

  async #connect(): Promise<void> {
    const attempt = this.#abandon();
    try {
      const end = await this.#catchUp(attempt);
      if (attempt === this.#attempt) this.#watch(end, attempt);
    } catch (error) {
      if (attempt === this.#attempt) this.#end(this.#line.explain(error));
    }
  }

  /** @returns the cursor of the log's end */
  async #catchUp(attempt: number): Promise<string> {
    this.#cursor ??= await this.#reader.startAnew();
    let page: LogPage<E>;
    do {
      const askedAt = this.#clock.now();
      page = await this.#line.read(this.#cursor);
      if (attempt !== this.#attempt) return this.#cursor;
      if (this.#status.phase === 'not live') this.#show({ ...this.#status, phase: 'catching up' });
      page.entries.forEach((entry) => this.#take(entry));
      this.#cursor = page.endCursor;
      if (!page.hasMore) this.#completeAt = askedAt;
    } while (page.hasMore);
    await this.#reader.shown();
    return this.#cursor;
  }

  #watch(after: string, attempt: number): void {
    const heard =
      <A extends unknown[]>(react: (...what: A) => void) =>
      (...what: A) => {
        if (attempt === this.#attempt) react(...what);
      };
    const giveUp = this.#clock.after(ANSWER_WITHIN_MS, () => this.#end({}));
    const leave = this.#line.watch(after, {
      opened: heard(() => {
        giveUp();
        this.#holds.push(this.#clock.after(SETTLED_AFTER_MS, () => this.#live()));
      }),
      alive: heard(() => (this.#completeAt = this.#clock.now())),
      entry: heard((entry) => this.#take(entry)),
      ended: heard((ending) => this.#end(ending)),
    });
    this.#holds.push(giveUp, leave);
  }

  #live(): void {
    this.#completeAt = this.#clock.now();
    this.#show({ phase: 'live' });
    this.#holds.push(this.#clock.after(STEADY_AFTER_MS, () => (this.#failures = 0)));
  }

  #take(entry: E): void {
    if (this.#recent.some((known) => known.cursor === entry.cursor)) return;
    this.#recent = [...this.#recent.slice(1 - REMEMBERED), entry];
    this.#cursor = entry.cursor;
    this.#reader.take(entry);
  }

  #end({ code = '', cursor, message }: Ending): void {
    const lost = LOST_PLACE.includes(code);
    if (lost) this.#recent = [];
    this.#cursor = lost ? undefined : (cursor ?? this.#cursor);
    const knowsTheWay = lost || KNOWS_THE_WAY.includes(code);
    this.#lose(knowsTheWay ? { phase: 'catching up' } : { phase: 'not live', refusal: message });
    this.#abandon();
    this.#failures += 1;
    const waitMs = backOffMs(this.#failures, this.#clock.random());
    this.#holds.push(this.#clock.after(waitMs, () => void this.#connect()));
  }

  #lose(now: { phase: Phase; refusal?: string | undefined }): void {
    const since = this.#status.since ?? this.#completeAt;
    this.#show({ ...now, since, asOf: this.#completeAt });
  }

  #show(status: FollowerStatus): void {
    this.#status = status;
    this.#reader.changed(status);
  }

  /** Lets go of the present attempt. @returns the number of the next */
  #abandon(): number {
    this.#attempt += 1; // first: a line may say goodbye when it is let go
    this.#holds.splice(0).forEach((letGo) => letGo());
    return this.#attempt;
  }
}
