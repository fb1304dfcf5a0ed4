import { setTimeout as sleep } from 'node:timers/promises';
import { addDays, businessDay, type Day } from '../../server/core/business-time.ts';
import { DAILY_JOBS } from '../../server/jobs/schedule.ts';
import { insertFailures, insertSuccesses } from '../support/warehouse-rows.ts';
import type { Caller } from './calls.ts';
import type { Recorder } from './recorder.ts';
import type { World } from './world.ts';

const ZONE = 'Europe/Moscow';
const FIRST_DAYS_AGO = 60;
const FAILURES = 40; // a day
const SUPPLIERS = 25;
const FIRST_SUPPLIER = 1_000; // robots report of others
const [, refresh, backfill] = DAILY_JOBS;

/** Gives the jobs something to do: a day more in the warehouse, and runs that somebody asks for. */
export class DueWork {
  readonly #world: World;
  readonly #recorder: Recorder;
  readonly #caller: Caller;
  #day: Day = addDays(businessDay(new Date(), ZONE), -FIRST_DAYS_AGO);

  constructor(world: World, recorder: Recorder, caller: Caller) {
    this.#world = world;
    this.#recorder = recorder;
    this.#caller = caller;
  }

  /** @returns a supplier whom the warehouse has named for the first time */
  async add(): Promise<number> {
    const day = this.#day;
    this.#day = addDays(day, 1);
    const newcomer = FIRST_SUPPLIER + SUPPLIERS + Number(day.replaceAll('-', ''));
    await insertSuccesses(
      this.#world.loader,
      Array.from({ length: SUPPLIERS }, (_, i) => ({ dateupd: day, supid: FIRST_SUPPLIER + i })),
    );
    // every fourth failure happens twice in its second
    const rows = Array.from({ length: FAILURES }, (_, i) => ({
      dt: `${day} 10:00:${String(i - (i % 4 === 3 ? 1 : 0)).padStart(2, '0')}`,
      supid: i === FAILURES - 1 ? newcomer : FIRST_SUPPLIER + (i >> 2),
      error_id: 6,
    }));
    await insertFailures(this.#world.loader, rows);
    for (const { name } of [refresh!, backfill!]) await this.#ask(name, this.#day);
    return newcomer;
  }

  /** Until it is known to be asked for. What has been asked for already is not asked for again. */
  async #ask(job: string, forDate: Day): Promise<void> {
    this.#recorder.runs.push({ job, forDate });
    for (let turn = 0; ; turn++) {
      const { members, admin } = this.#world;
      const { front } = members[turn % members.length]!; // there is one at least
      const door = { url: front.url, headers: admin.headers };
      if (await this.#caller.runJob(door, job, forDate)) return;
      const { rowCount } = await this.#world.owner.query(
        'SELECT FROM job_run WHERE job = $1 AND for_date = $2',
        [job, forDate],
      );
      if (rowCount) return;
      await sleep(200);
    }
  }
}
