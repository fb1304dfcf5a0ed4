import { describe, expect, it } from 'vitest';
import { dropSockets, killListeners, loseAnswers, replaceServer } from './harm.ts';
import { useWorld } from './survive.ts';
import { verdictOn } from './verdict.ts';

// What takes no time of the fault suite; all of it: npm run test:faults.

const faults = useWorld();

it('nothing is lost, doubled or miscounted by lost answers, cut sockets, and restarts of servers and Postgres', () =>
  faults.survive(async () => {
    const { world } = faults;
    await loseAnswers(world, 10);
    await killListeners(world);
    await replaceServer(world, 'SIGKILL');
    dropSockets(world);
    await world.postgres.signal('SIGINT', 'server');
    await replaceServer(world, 'SIGTERM');
  }));

describe('the verdict on that sees', () => {
  const change = (statement: string, values: unknown[] = []) =>
    faults.world.owner.query(statement, values);
  const copyCase = (which: string, values: unknown[] = [], changes = '{}') =>
    change(
      `INSERT INTO investigation
       SELECT copy.*
       FROM (SELECT * FROM investigation WHERE ${which} LIMIT 1) AS one
       CROSS JOIN jsonb_populate_record(one::investigation, jsonb_build_object(
           'id', gen_random_uuid(), 'identity', '\\x' || md5(random()::text)
       ) || '${changes}') AS copy`,
      values,
    );
  const first = <T>(all: Iterable<T>): T => [...all][0]!; // the load is for there being one

  it.each<[string, () => unknown, RegExp]>([
    [
      'an acknowledged call that is gone',
      () =>
        change('DELETE FROM investigation WHERE file_path = $1', [
          first(faults.recorder.acknowledged.keys()),
        ]),
      /csv was acknowledged and is not there/,
    ],
    [
      'one that is there twice',
      () => copyCase('file_path = $1', [[...faults.recorder.acknowledged.keys()][1]]),
      /csv is there 2 times/,
    ],
    [
      'a refused one that is there',
      () =>
        copyCase(
          `source = 'ROBOT'`,
          [],
          JSON.stringify({ file_path: first(faults.recorder.refused) }),
        ),
      /csv was refused and is there/,
    ],
    [
      'a resolution that is gone',
      () =>
        change(`UPDATE investigation SET status = 'OPEN' WHERE id = $1`, [
          first(faults.recorder.resolved),
        ]),
      /was resolved and is not/,
    ],
    [
      'an event that a subscriber never got',
      () => faults.load.subscribers[0]!.deliveries.splice(3, 1),
      /subscriber 0: 1 missing/,
    ],
    [
      'one that it got twice',
      () => {
        const [, { deliveries }] = faults.load.subscribers as [unknown, { deliveries: object[] }];
        deliveries.push(deliveries[0]!);
      },
      /subscriber 1: 1 delivered again/,
    ],
    ['an event that is gone', () => change('DELETE FROM event WHERE seq = 1'), /of \d+ events/],
    [
      'a run that was carried out twice',
      () =>
        change(
          `INSERT INTO event (company_id, kind, entity_id, actor, payload)
           SELECT company_id, kind, entity_id, actor, payload
           FROM event WHERE kind = 'job.finished' LIMIT 1`,
        ),
      /has 2 job.finished/,
    ],
    [
      'a case that the backfill opened twice',
      () => copyCase(`source = 'BACKFILL'`),
      /the warehouse’s failures and the cases of it differ/,
    ],
    [
      'a profile that is not what the warehouse says',
      () => change('UPDATE cadence_profile SET success_days = success_days + 1'),
      /success days and profiles differ/,
    ],
    ['a count that was not kept', () => undefined, /server 0 says/],
  ])('%s', async (_, tamper, complaint) => {
    await tamper();
    expect(await verdictOn(faults, 0)).toContainEqual(expect.stringMatching(complaint));
  });
});
