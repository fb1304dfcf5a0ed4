/** One failure of a robot, told by one or more requests. */
export interface Report {
  /** Its file, and its idempotency key where it has one. */
  name: string;
  /** ISO 8601 in UTC. */
  eventAt: string;
  /** Says nothing that could be logged. */
  isBroken: boolean;
}

export interface Acknowledgement {
  id: string;
  duplicate: boolean;
}

/** A run of a job that somebody asked for, which is due until it is done. */
export interface AskedRun {
  job: string;
  forDate: string;
}

/**
 * What was asked from outside and what whoever asked was told, kept apart from all that is harmed: the
 * verdict compares it with what the database says.
 */
export class Recorder {
  readonly reports = new Map<string, Report>();
  readonly acknowledged = new Map<string, Acknowledgement[]>();
  /** Names of reports. */
  readonly refused = new Set<string>();
  /** Ids of the cases that were closed, as whoever closed them was told. */
  readonly resolved = new Set<string>();
  readonly runs: AskedRun[] = [];
  /** Answers that nobody may get, whatever is broken. */
  readonly strange: string[] = [];
  #answers: { at: number; ms: number }[] = [];

  /** Notes an answer that came, good or bad, to what was asked `sentAt`. */
  noteAnswer(sentAt: number): void {
    const at = performance.now();
    this.#answers.push({ at, ms: at - sentAt });
  }

  /** How long the slowest answer since then took, in milliseconds. */
  slowestSince(from: number): number {
    return Math.max(0, ...this.#answers.filter(({ at }) => at >= from).map(({ ms }) => ms));
  }

  answersSince(from: number): number {
    return this.#answers.filter(({ at }) => at >= from).length;
  }
}
