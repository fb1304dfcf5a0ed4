import { setTimeout as sleep } from 'node:timers/promises';
import { encodeCursor } from '../../server/events/cursor.ts';
import { readLogState } from '../../server/events/log.ts';
import { seededRandom, type Random } from '../../server/warehouse/random.ts';
import { overEventStream, overWebSocket, Subscriber } from '../events/subscriber.ts';
import { Caller, type Door, type Outcome } from './calls.ts';
import type { Acknowledgement, Recorder, Report } from './recorder.ts';
import type { Member, World } from './world.ts';

const ROBOTS = 8;
const OPERATORS = 2;
const WATCHERS = 2;
const SUBSCRIBERS = 2; // over each door
const LOST_ANSWERS = 0.03; // of calls whose robot hangs up before the answer and calls again
const DOUBLED = 0.03; // of calls that are made twice at once
const BROKEN = 0.02; // of calls that say nothing that could be logged
const DAY_MS = 86_400_000;

const WATCH = `{
  queueCounts(presets: [ALL_OPEN, EVERYTHING]) { count }
  dashboard { failures }
  buckets { suppliers }
}`;
const WATCH_WAREHOUSE = '{ deliveries(first: 5) { totalCount } }';

/** Everybody who uses the product at once, for as long as they are let. */
export class Load {
  readonly subscribers: Subscriber[] = [];
  /** What robots send along with each report. */
  extra: object = {};
  readonly #world: World;
  readonly #recorder: Recorder;
  readonly #caller: Caller;
  #running: Promise<unknown>[] = [];
  #following: Promise<unknown>[] = [];
  /** Cases that an operator has taken on. */
  readonly #taken = new Set<string>();
  #isOn = false;
  #isOver = false;
  #round = 0;

  constructor(world: World, recorder: Recorder, caller: Caller) {
    this.#world = world;
    this.#recorder = recorder;
    this.#caller = caller;
  }

  /** Subscribers follow from the beginning of the log until the end. */
  async follow(): Promise<void> {
    const begin = encodeCursor({ ...(await readLogState(this.#world.owner)), seq: 0n });
    const random = seededRandom('subscribers');
    const chooseServer = () => this.#any(random).front.url;
    for (let i = 0; i < SUBSCRIBERS; i++) {
      for (const open of [overWebSocket, overEventStream]) {
        this.subscribers.push(new Subscriber(open, chooseServer, begin));
      }
    }
    this.#following = this.subscribers.map((subscriber) => subscriber.run());
  }

  start(): void {
    if (this.#isOn) return; // what was before went wrong
    this.#isOn = true;
    this.#round += 1;
    const several = (
      who: string,
      count: number,
      work: (random: Random, i: number) => Promise<void>,
    ) =>
      Array.from({ length: count }, (_, i) =>
        work(seededRandom(`${who} ${i} of round ${this.#round}`), i),
      );
    this.#running = [
      ...several('robot', ROBOTS, (random, i) => this.#report(random, i)),
      ...several('operator', OPERATORS, (random) => this.#resolve(random)),
      ...several('watcher', WATCHERS, (random) => this.#watch(random)),
    ];
  }

  /** Resolves when everybody has been answered. */
  async stop(): Promise<void> {
    this.#isOn = false;
    await Promise.all(this.#running);
  }

  /** Everybody goes, answered or not. */
  async leave(): Promise<void> {
    this.#isOn = false;
    this.#isOver = true;
    await Promise.all(this.#running);
    for (const subscriber of this.subscribers) subscriber.stop();
    await Promise.all(this.#following);
  }

  /** A report by way of this server alone; whether it is on record. */
  async reportTo(member: Member, name: string): Promise<boolean> {
    const report = { name, eventAt: secondsAgo(DAY_MS), isBroken: false };
    const outcome = await this.#caller.report(this.#robotAt(member), report, {});
    if (typeof outcome === 'string') return false;
    this.#note(report, [outcome]);
    return true;
  }

  async #report(random: Random, robot: number): Promise<void> {
    for (let i = 0; this.#isOn; i++) {
      const report: Report = {
        name: `mail_backup/${this.#round}/${robot}/${i}.csv`,
        eventAt: secondsAgo(random.int(0, 2 * DAY_MS)),
        isBroken: random.chance(BROKEN),
      };
      await this.#reportUntilAnswered(report, random);
      await sleep(random.int(20, 100));
    }
  }

  /** Until somebody answers, now and then once more or twice at a time. */
  async #reportUntilAnswered(report: Report, random: Random): Promise<void> {
    const send = (impatienceMs?: number): Promise<Outcome> =>
      this.#caller.report(this.#robotAt(this.#any(random)), report, this.extra, impatienceMs);
    if (random.chance(LOST_ANSWERS)) await send(random.int(1, 10));
    while (!this.#isOver) {
      const attempts = random.chance(DOUBLED) ? [send(), send()] : [send()];
      const answers = await Promise.all(attempts);
      if (answers.includes('refused')) {
        this.#recorder.refused.add(report.name);
        return;
      }
      const good = answers.filter((answer) => typeof answer !== 'string');
      if (good.length > 0) return this.#note(report, good);
      await sleep(random.int(50, 300)); // nobody is there
    }
  }

  #note({ name }: Report, answers: readonly Acknowledgement[]): void {
    const before = this.#recorder.acknowledged.get(name) ?? [];
    this.#recorder.acknowledged.set(name, [...before, ...answers]);
  }

  async #resolve(random: Random): Promise<void> {
    while (this.#isOn) {
      await sleep(random.int(100, 300));
      const id = this.#takeOpenCase();
      while (id !== undefined && !this.#isOver && !this.#recorder.resolved.has(id)) {
        const door = this.#adminAt(this.#any(random));
        if (await this.#caller.resolve(door, id)) this.#recorder.resolved.add(id);
        else await sleep(random.int(50, 300));
      }
    }
  }

  /** The newest that nobody works on. */
  #takeOpenCase(): string | undefined {
    const newest = [...this.#recorder.acknowledged.values()].slice(-50);
    const id = newest.map(([first]) => first!.id).find((one) => !this.#taken.has(one));
    if (id !== undefined) this.#taken.add(id);
    return id;
  }

  /** As dashboards do: what they are told is kept and followed, across whatever happens. */
  async #watch(random: Random): Promise<void> {
    while (this.#isOn) {
      const door = this.#adminAt(this.#any(random));
      await Promise.all([this.#caller.read(door, WATCH), this.#caller.read(door, WATCH_WAREHOUSE)]);
      await sleep(300);
    }
  }

  #any(random: Random): Member {
    const { members } = this.#world;
    return members[random.int(0, members.length - 1)]!; // there is one at least
  }

  #adminAt({ front }: Member): Door {
    return { url: front.url, headers: this.#world.admin.headers };
  }

  #robotAt({ front }: Member): Door {
    return { url: front.url, headers: this.#world.robot.headers };
  }
}

/** To the second, as the robots' door has it. */
const secondsAgo = (ms: number) =>
  new Date(Math.floor((Date.now() - ms) / 1000) * 1000).toISOString();
