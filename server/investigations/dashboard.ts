import { wallClockAt, type Day } from '../core/business-time.ts';
import type { Follower, News } from '../core/followed.ts';
import { caseOfNews } from './follow.ts';
import type { Investigation } from './investigation.ts';

const TOP_REASONS = 5;
const HOURS = 24;
/** How far a robot's word may move a backfilled case in time: by what a clock change leaves open. */
const CLAIM_MS = 3 * 60 * 60_000;
/** No clock change is at another minute than a quarter of an hour's first. */
const QUARTER_MS = 15 * 60_000;

/** Failures, and how many of them nobody has closed yet. */
export interface FailureCount {
  failures: number;
  stillOpen: number;
}

export type ReasonFailures = FailureCount & { errorId: number; errorText: string };
export type StageFailures = FailureCount & { stage: string };

/** A business day's failures. They are counted whatever became of them: the day does not shrink. */
export interface Dashboard extends FailureCount {
  date: Day;
  from: Date;
  to: Date;
  /** Suppliers with at least one failure. */
  suppliers: number;
  topReasons: ReasonFailures[];
  byStage: StageFailures[];
  /** By the hour that the clock showed: an hour that came twice counts both, one left out none. */
  byHour: number[];
  daily: { date: Day; failures: number }[];
}

/** A row of sql/investigations/dashboard-day.sql. */
export interface DayPart {
  error_id: number | null;
  stage: string | null;
  hour: number | null;
  failures: number;
  still_open: number;
}

/** A row of sql/investigations/follow-day.sql. */
export interface CountedDay {
  parts: DayPart[];
  suppliers: number[];
  /** The newest words of each error; `place` is when they were said, for comparing. */
  words: { error_id: number; place: string; text: string }[];
  daily: number[];
}

/** Which days a dashboard counts, oldest first; its own is the last. */
export interface CountedDays {
  days: { date: Day; from: Date; to: Date }[];
  timeZone: string;
}

interface Reason extends FailureCount {
  errorId: number;
  errorText: string;
  /** Of the newest words. */
  place: string;
}

/** A day's failures, counted once and from then on one by one as the log tells of them. */
export class DayFailures implements Follower {
  readonly #days: CountedDays['days'];
  readonly #timeZone: string;
  readonly #daily: number[];
  readonly #whole: FailureCount = { failures: 0, stillOpen: 0 };
  readonly #reasons = new Map<number, Reason>();
  readonly #stages = new Map<string, StageFailures>();
  readonly #hours = Array<number>(HOURS).fill(0);
  readonly #suppliers: Set<number>;
  readonly #hourOfQuarter = new Map<number, number>();
  #dashboard: Dashboard | undefined;

  constructor({ days, timeZone }: CountedDays, { parts, suppliers, words, daily }: CountedDay) {
    this.#days = days;
    this.#timeZone = timeZone;
    this.#daily = daily;
    this.#suppliers = new Set(suppliers);
    const wordsOf = new Map(words.map((row) => [row.error_id, row]));
    for (const { error_id: errorId, stage, hour, failures, still_open: stillOpen } of parts) {
      if (errorId !== null) {
        const { text: errorText, place } = wordsOf.get(errorId)!; // those of the same snapshot
        this.#reasons.set(errorId, { errorId, errorText, place, failures, stillOpen });
      } else if (stage !== null) this.#stages.set(stage, { stage, failures, stillOpen });
      else if (hour !== null) this.#hours[hour] = failures;
      else this.#whole = { failures, stillOpen };
    }
  }

  follow(news: News): boolean {
    const investigation = caseOfNews(news);
    if (!investigation) return true;
    const at = Date.parse(investigation.eventAt);
    switch (news.kind) {
      case 'investigation.opened':
        this.#open(at, investigation);
        return true;
      case 'investigation.claimed': // what it was before is not told
        return !this.#isNear(at);
      default:
        return this.#changeOpen(at, investigation, openingsOf(news));
    }
  }

  dashboard(): Dashboard {
    this.#dashboard ??= this.#put();
    return this.#dashboard;
  }

  #open(at: number, { id, eventAt, supplierId, errorId, errorText, stage }: Investigation): void {
    const day = this.#days.findIndex(({ from, to }) => at >= from.getTime() && at < to.getTime());
    if (day === -1) return;
    this.#dashboard = undefined;
    this.#daily[day]! += 1; // there is one of each day
    if (day < this.#days.length - 1) return;
    const place = `${eventAt.slice(0, -1)} ${id}`;
    const reason = this.#reasons.get(errorId) ?? { errorId, errorText, place, ...NONE };
    const ofStage = this.#stages.get(stage) ?? { stage, ...NONE };
    for (const count of [this.#whole, reason, ofStage]) {
      count.failures += 1;
      count.stillOpen += 1;
    }
    if (place > reason.place) Object.assign(reason, { errorText, place });
    this.#reasons.set(errorId, reason);
    this.#stages.set(stage, ofStage);
    this.#hours[this.#hourAt(at)]! += 1;
    this.#suppliers.add(supplierId);
  }

  #changeOpen(at: number, { errorId, stage }: Investigation, step: number): boolean {
    const { from, to } = this.#days.at(-1)!; // it has its own at least
    if (step === 0 || at < from.getTime() || at >= to.getTime()) return true;
    const reason = this.#reasons.get(errorId);
    const ofStage = this.#stages.get(stage);
    if (!reason || !ofStage) return false;
    for (const count of [this.#whole, reason, ofStage]) count.stillOpen += step;
    this.#dashboard = undefined;
    return true;
  }

  #isNear(at: number): boolean {
    const first = this.#days[0]!.from.getTime() - CLAIM_MS;
    const last = this.#days.at(-1)!.to.getTime() + CLAIM_MS;
    return at >= first && at < last;
  }

  #hourAt(at: number): number {
    const quarter = Math.floor(at / QUARTER_MS);
    const known = this.#hourOfQuarter.get(quarter);
    if (known !== undefined) return known;
    const hour = Number(wallClockAt(new Date(at), this.#timeZone).slice(11, 13)); // of YYYY-MM-DD HH
    this.#hourOfQuarter.set(quarter, hour);
    return hour;
  }

  #put(): Dashboard {
    const reasons = [...this.#reasons.values()].sort(
      (a, b) => b.failures - a.failures || a.errorId - b.errorId,
    );
    return {
      ...this.#days.at(-1)!,
      ...this.#whole,
      suppliers: this.#suppliers.size,
      topReasons: reasons.slice(0, TOP_REASONS).map(({ place, ...reason }) => reason),
      byStage: [...this.#stages.values()]
        .map((count) => ({ ...count }))
        .sort((a, b) => b.failures - a.failures || (a.stage < b.stage ? -1 : 1)),
      byHour: [...this.#hours],
      daily: this.#days.map(({ date }, i) => ({ date, failures: this.#daily[i]! })),
    };
  }
}

const NONE: FailureCount = { failures: 0, stillOpen: 0 };

/** A case is closed and opened again in turn. */
const OPENINGS: Partial<Record<string, number>> = {
  'investigation.resolved': -1,
  'investigation.unresolved': -1,
  'investigation.reopened': 1,
};

/** By how many it changes how many are open. */
function openingsOf({ kind, payload }: News): number {
  if (kind !== 'investigation.undone') return OPENINGS[kind] ?? 0;
  const { undid } = payload['change'] as { undid: string }; // see undo.ts
  return -(OPENINGS[undid] ?? 0);
}
