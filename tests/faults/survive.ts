import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { decodeCursor } from '../../server/events/cursor.ts';
import { readLogState } from '../../server/events/log.ts';
import { Caller } from './calls.ts';
import { DueWork } from './due-work.ts';
import { Load } from './load.ts';
import { Recorder } from './recorder.ts';
import { verdictOn } from './verdict.ts';
import { World, type Member } from './world.ts';

/** Whether all faults are wanted (npm run test:faults), rather than a few that take no time. */
export const ARE_ALL_WANTED = process.env['FAULTS'] === 'all';

const RECOVERY_MS = 30_000;
const SETTLED_WITHIN_MS = 30_000;
const WARM_CALLS = 30;
const ALL_END_AT = ARE_ALL_WANTED ? performance.now() + 15 * 60_000 : Infinity;

/** A world with everybody in it, for the tests of one file. Its fields are there once they run. */
export interface Faults {
  world: World;
  recorder: Recorder;
  load: Load;
  /**
   * Lets everybody work while harm is done, and expects that all is well within 30 s of its end, without
   * a hand, and that nothing is lost, doubled, made up or miscounted.
   */
  survive: (harm: (newcomer: number) => Promise<unknown>) => Promise<void>;
}

/** @param hasSmallDisk Postgres has a disk of its own, where we may make one */
export function useWorld({ hasSmallDisk = false } = {}): Faults {
  const faults = {} as Faults;
  const resources = new AsyncDisposableStack();
  beforeAll(async () => {
    const world = await World.start(resources, hasSmallDisk);
    const recorder = new Recorder();
    const caller = new Caller(recorder);
    const load = new Load(world, recorder, caller);
    const due = new DueWork(world, recorder, caller);
    await load.follow();
    resources.defer(() => load.leave());
    Object.assign(faults, { world, recorder, load });
    faults.survive = async (harm) => {
      load.start();
      const before = recorder.acknowledged.size;
      await expect.poll(() => recorder.acknowledged.size - before).toBeGreaterThan(WARM_CALLS);
      const newcomer = await due.add();
      await harm(newcomer);
      expect(world.deaths()).toEqual([]);
      await expectRecovery(faults);
      await load.stop();
      expect(await verdictOn(faults, SETTLED_WITHIN_MS)).toEqual([]);
    };
  });
  beforeEach(() => expect(performance.now()).toBeLessThan(ALL_END_AT));
  afterAll(() => resources.disposeAsync());
  return faults;
}

let probes = 0;

/** Each server is ready and takes a report, and each subscriber hears of it. */
async function expectRecovery({ world, load }: Faults): Promise<void> {
  const end = performance.now() + RECOVERY_MS;
  const within = () => ({ timeout: Math.max(end - performance.now(), 1), interval: 200 });
  const waitFor = (member: Member) =>
    expect
      .poll(
        async () =>
          (await isReady(member)) && load.reportTo(member, `mail_backup/probe/${++probes}.csv`),
        within(),
      )
      .toBe(true);
  await Promise.all(world.members.map(waitFor));
  const { seq } = await readLogState(world.owner);
  const behind = () =>
    load.subscribers.filter(({ cursor }) => decodeCursor(cursor).seq < seq).length;
  await expect.poll(behind, within()).toBe(0);
}

async function isReady({ front }: Member): Promise<boolean> {
  return fetch(`${front.url}/ready`, { signal: AbortSignal.timeout(5_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** For as long as a fault lasts. */
export const seconds = (count: number) => sleep(count * 1_000);
