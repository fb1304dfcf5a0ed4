import type { Follower, News } from '../core/followed.ts';
import { caseOfNews } from './follow.ts';
import type { Investigation } from './investigation.ts';
import { rangeOfPreset } from './queue-preset.ts';

const MINUTE_MS = 60_000;

/** An open case, as far as the presets of the queue go by it; instants in ms. */
export interface OpenCase {
  eventAt: number;
  assigneeId: string | null;
  /** null when it does not sleep, Infinity when its supplier's next success wakes it. */
  wakesAt: number | null;
}

/** How many open cases there are: awake ones by when they happened and by who works on them. */
export interface OpenCounts {
  awake: number;
  today: number;
  yesterday: number;
  older: number;
  snoozed: number;
  /** By the person's id; null: nobody. Who is absent has none. */
  byAssignee: Map<string | null, number>;
}

/** The open cases, counted once and from then on case by case as the log tells of them. */
export class OpenQueue implements Follower {
  readonly #open: Map<string, OpenCase> | null;
  readonly #timeZone: string;
  #sums: Sums | undefined;

  /** @param open by id; null where they are too many to be kept, and then nothing is counted */
  constructor(open: Map<string, OpenCase> | null, timeZone: string) {
    this.#open = open;
    this.#timeZone = timeZone;
  }

  follow(news: News): boolean {
    const investigation = caseOfNews(news);
    if (!investigation || !this.#open) return true;
    const before = this.#open.get(investigation.id);
    if (before) {
      this.#open.delete(investigation.id);
      this.#sums?.add(before, -1);
    }
    if (investigation.status === 'OPEN') {
      const after = openCaseOf(investigation);
      this.#open.set(investigation.id, after);
      this.#sums?.add(after, 1);
    }
    return true;
  }

  /** undefined where they are too many. */
  counts(now: Date): OpenCounts | undefined {
    if (!this.#open) return undefined;
    if (!this.#sums?.holdsAt(now.getTime())) {
      this.#sums = new Sums(now, this.#timeZone);
      for (const one of this.#open.values()) this.#sums.add(one, 1);
    }
    return this.#sums.counts;
  }
}

function openCaseOf({ eventAt, assigneeId, snoozedUntil, awaitsSuccess }: Investigation): OpenCase {
  const wakesAt = snoozedUntil === null ? null : Date.parse(snoozedUntil);
  return {
    eventAt: Date.parse(eventAt),
    assigneeId,
    wakesAt: awaitsSuccess ? Infinity : wakesAt,
  };
}

/** Sums that hold as long as time alone changes none: to the end of the minute, or till a case wakes. */
class Sums {
  readonly counts: OpenCounts = {
    awake: 0,
    today: 0,
    yesterday: 0,
    older: 0,
    snoozed: 0,
    byAssignee: new Map(),
  };
  readonly #now: number;
  #since: number;
  #until: number;
  readonly #edges: { yesterday: number; today: number; tomorrow: number; dayAgo: number };

  constructor(now: Date, timeZone: string) {
    this.#now = now.getTime();
    this.#since = this.#now - (this.#now % MINUTE_MS);
    this.#until = this.#since + MINUTE_MS;
    const today = rangeOfPreset('TODAY', now, timeZone);
    this.#edges = {
      yesterday: Number(rangeOfPreset('YESTERDAY', now, timeZone).from),
      today: Number(today.from),
      tomorrow: Number(today.to),
      dayAgo: Number(rangeOfPreset('OLDER_THAN_A_DAY', now, timeZone).to),
    };
  }

  holdsAt(instant: number): boolean {
    return instant >= this.#since && instant < this.#until;
  }

  /** @param step 1 to add it, -1 to take it out */
  add({ eventAt, assigneeId, wakesAt }: OpenCase, step: 1 | -1): void {
    const { counts } = this;
    if (wakesAt !== null && wakesAt > this.#now) {
      this.#until = Math.min(this.#until, wakesAt);
      counts.snoozed += step;
      return;
    }
    if (wakesAt !== null) this.#since = Math.max(this.#since, wakesAt);
    const { yesterday, today, tomorrow, dayAgo } = this.#edges;
    counts.awake += step;
    if (eventAt >= today && eventAt < tomorrow) counts.today += step;
    if (eventAt >= yesterday && eventAt < today) counts.yesterday += step;
    if (eventAt < dayAgo) counts.older += step;
    const held = (counts.byAssignee.get(assigneeId) ?? 0) + step;
    if (held === 0) counts.byAssignee.delete(assigneeId);
    else counts.byAssignee.set(assigneeId, held);
  }
}
