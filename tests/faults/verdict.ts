import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { addDays, businessDay } from '../../server/core/business-time.ts';
import { decodeCursor } from '../../server/events/cursor.ts';
import { DAILY_JOBS } from '../../server/jobs/schedule.ts';
import { checkDelivery } from '../events/check-delivery.ts';
import type { Subscriber } from '../events/subscriber.ts';
import type { Recorder } from './recorder.ts';
import type { Faults } from './survive.ts';
import type { World } from './world.ts';

const ZONE = 'Europe/Moscow';
type Owner = World['owner'];

/**
 * What is wrong, once nobody asks for anything any more: between what callers were told and what the
 * tables say, between the log and what its subscribers got, between the jobs' runs and their effects, and
 * between figures that are kept and the same ones counted by plain SQL. Nothing, when it is an empty list.
 *
 * @param patienceMs for what follows from a change and may come a moment later
 */
export async function verdictOn(
  { world, recorder, load: { subscribers } }: Pick<Faults, 'world' | 'recorder' | 'load'>,
  patienceMs: number,
): Promise<string[]> {
  const { owner } = world;
  const settled = (look: () => Promise<string[]>) => stillWrong(look, patienceMs);
  const retried = (look: () => Promise<string[]>) => stillWrong(look, 3 * patienceMs); // after a minute
  return [
    ...recorder.strange.map((answer) => `nobody may be answered ${answer}`),
    ...world.deaths(),
    ...(await retried(() => runsNotDone(owner, recorder))),
    ...(await wrongCalls(owner, recorder)),
    ...(await wrongResolutions(owner, recorder)),
    ...(await settled(() => wrongNumbers(owner))),
    ...(await wrongEvents(owner)),
    ...(await settled(() => wrongDeliveries(owner, subscribers))),
    ...(await wrongEffects(world)),
    ...(await settled(() => wrongFigures(world))),
  ];
}

async function stillWrong(look: () => Promise<string[]>, patienceMs: number): Promise<string[]> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const wrong = await look();
    if (wrong.length === 0 || performance.now() > deadline) return wrong;
    await sleep(200);
  }
}

/** Every acknowledged call once, as it was told, and none else. */
async function wrongCalls(
  owner: Owner,
  { reports, acknowledged, refused }: Recorder,
): Promise<string[]> {
  const { rows } = await owner.query<{ id: string; name: string; eventAt: Date }>(
    `SELECT id, file_path AS name, event_at AS "eventAt" FROM investigation WHERE source = 'ROBOT'`,
  );
  const recorded = Map.groupBy(rows, ({ name }) => name);
  const ofAcknowledged = [...acknowledged].flatMap(([name, answers]) => {
    const [row, ...others] = recorded.get(name) ?? [];
    if (!row) return [`${name} was acknowledged and is not there`];
    const ids = new Set(answers.map(({ id }) => id));
    const opened = answers.filter(({ duplicate }) => !duplicate).length;
    return [
      complain(others.length > 0, `${name} is there ${others.length + 1} times`),
      complain(ids.size > 1 || !ids.has(row.id), `${name} was acknowledged as another case`),
      complain(opened > 1, `${name} was opened ${opened} times`),
      complain(
        row.eventAt.toISOString() !== reports.get(name)!.eventAt, // whatever is acknowledged was sent
        `${name} happened at ${row.eventAt.toISOString()}`,
      ),
    ].flat();
  });
  return [
    ...ofAcknowledged,
    ...[...recorded.keys()].flatMap((name) => [
      ...complain(refused.has(name), `${name} was refused and is there`),
      ...complain(!reports.has(name), `${name} is there and nobody sent it`),
    ]),
  ];
}

/** Every acknowledged resolution holds, and none was made twice. */
async function wrongResolutions(owner: Owner, { resolved }: Recorder): Promise<string[]> {
  const { rows } = await owner.query<{ id: string; status: string; events: number }>(
    `SELECT
         id,
         status,
         (
             SELECT count(*)::int FROM event
             WHERE kind = 'investigation.resolved' AND entity_id = investigation.id::text
         ) AS events
     FROM investigation`,
  );
  const closed = new Map(rows.map((row) => [row.id, row]));
  return [
    ...[...resolved].flatMap((id) =>
      complain(closed.get(id)?.status !== 'RESOLVED', `${id} was resolved and is not`),
    ),
    ...rows.flatMap(({ id, status, events }) =>
      complain(
        events !== (status === 'RESOLVED' ? 1 : 0),
        `${id} is ${status} with ${events} events of that`,
      ),
    ),
  ];
}

/** Events are numbered from 1 without a gap. */
async function wrongNumbers(owner: Owner): Promise<string[]> {
  const { rows } = await owner.query<{ events: string; numbered: string; last: string }>(
    'SELECT count(*) AS events, count(DISTINCT seq) AS numbered, max(seq) AS last FROM event',
  );
  const { events, numbered, last } = rows[0]!; // an aggregate has a row
  const isWhole = events === numbered && numbered === last;
  return complain(!isWhole, `of ${events} events ${numbered} have numbers, the last ${last}`);
}

/** One opening of each case, and one good end of each run that was done. */
async function wrongEvents(owner: Owner): Promise<string[]> {
  const { rows } = await owner.query<{ wrong: string }>(
    `SELECT format('%s has %s %s', due.id, coalesce(events, 0), due.kind) AS wrong
     FROM (
         SELECT id::text, 'investigation.opened' AS kind FROM investigation
         UNION ALL
         SELECT id::text, 'job.finished' FROM job_run WHERE state = 'DONE'
     ) AS due
     FULL JOIN (
         SELECT entity_id AS id, kind, count(*) AS events
         FROM event
         WHERE kind = 'investigation.opened'
            OR (kind = 'job.finished' AND payload ->> 'state' = 'DONE')
         GROUP BY entity_id, kind
     ) AS told USING (id, kind)
     WHERE due.id IS NULL OR events IS DISTINCT FROM 1`,
  );
  return rows.map(({ wrong }) => wrong);
}

/** To come back, from where they were; nobody is told to begin anew. */
const MAY_BE_TOLD: unknown[] = ['UNAVAILABLE', 'SLOW_CONSUMER', 'SERVER_STOPPING'];

/** Every subscriber has the whole log, each event once and in order. */
async function wrongDeliveries(
  owner: Owner,
  subscribers: readonly Subscriber[],
): Promise<string[]> {
  const { rows } = await owner.query<{ place: string }>(
    `SELECT seq || ' ' || entity_id AS place FROM event ORDER BY seq`,
  );
  const log = rows.map(({ place }) => place);
  return subscribers.flatMap(({ deliveries, codes }, i) => {
    const placed = deliveries.map(({ cursor, entityId }) => ({
      cursor,
      entityId: `${decodeCursor(cursor).seq} ${entityId}`,
    }));
    const told = codes.filter((code) => !MAY_BE_TOLD.includes(code));
    return [...checkDelivery(log, placed), ...told.map((code) => `was told ${String(code)}`)].map(
      (wrong) => `subscriber ${i}: ${wrong}`,
    );
  });
}

/** Whatever was due is done: by the clock, and asked for by hand. */
async function runsNotDone(owner: Owner, { runs }: Recorder): Promise<string[]> {
  const { rows } = await owner.query<{ run: string; state: string; error: string | null }>(
    `SELECT format('%s for %s', job, for_date) AS run, state, error FROM job_run`,
  );
  const known = new Set(rows.map(({ run }) => run));
  const byClock = DAILY_JOBS.filter(({ name }) => !rows.some(({ run }) => run.startsWith(name)));
  return [
    ...rows
      .filter(({ state }) => state !== 'DONE')
      .map(({ run, state, error }) => `${run} is ${state}: ${error}`),
    ...runs.map(({ job, forDate }) => `${job} for ${forDate}`).filter((run) => !known.has(run)),
    ...byClock.map(({ name }) => `${name} was never begun`),
  ];
}

/** Every failure that the warehouse has is one case; every supplier that it has has one profile. */
async function wrongEffects({ owner, loader }: World): Promise<string[]> {
  const ask = async (query: string) => {
    const result = await loader.query({ query, format: 'JSONEachRow' });
    return (await result.json<{ row: string }>()).map(({ row }) => row);
  };
  const count = async (query: string) =>
    (await owner.query<{ row: string }>(query)).rows.map(({ row }) => row);
  const failures = await ask(
    "SELECT concat(toString(dt), ' ', toString(supid)) AS row FROM sup_stat.dif_errors",
  );
  const cases = await count(
    `SELECT to_char(event_at AT TIME ZONE '${ZONE}', 'YYYY-MM-DD HH24:MI:SS') || ' ' || supid AS row
     FROM investigation
     WHERE source = 'BACKFILL'`,
  );
  const successDays = await ask(
    `SELECT concat(toString(supid), ' ', toString(uniqExact(dateupd))) AS row
     FROM sup_stat.dif_step_1
     GROUP BY supid`,
  );
  const profiles = await count(`SELECT supid || ' ' || success_days AS row FROM cadence_profile`);
  const changes = await count(
    `SELECT supid || ' to ' || to_bucket AS row FROM cadence_bucket_change WHERE from_bucket IS NOT NULL`,
  );
  const told = await count(
    `SELECT entity_id || ' to ' || (payload ->> 'to') AS row
     FROM event
     WHERE kind = 'supplier.bucket_changed'`,
  );
  return [
    ...differences('the warehouse’s failures and the cases of it', failures, cases),
    ...differences('success days and profiles', successDays, profiles),
    ...differences('changes of bucket and what was told of them', changes, told),
  ];
}

function differences(what: string, expected: readonly string[], found: readonly string[]) {
  return complain(
    !isDeepStrictEqual(expected.toSorted(), found.toSorted()),
    `${what} differ: ${expected.length} and ${found.length}`,
  );
}

const FIGURES = `query ($yesterday: Date!, $before: Date!) {
  counts: queueCounts(presets: [ALL_OPEN, UNASSIGNED, EVERYTHING]) { preset count }
  queue(first: 1) { totalCount }
  list: investigations(first: 1) { totalCount }
  buckets { bucket suppliers }
  yesterday: dashboard(date: $yesterday) { ...Day }
  before: dashboard(date: $before) { ...Day }
}
fragment Day on Dashboard {
  failures stillOpen suppliers byHour
  byStage { stage failures stillOpen }
  daily { date failures }
}`;

interface Figures {
  counts: { preset: string; count: number }[];
  queue: { totalCount: number };
  list: { totalCount: number };
  buckets: { bucket: string; suppliers: number }[];
  yesterday: object;
  before: object;
}

/** What each server says of queue, buckets and days, and the same counted anew. */
async function wrongFigures({ owner, members, admin }: World): Promise<string[]> {
  const today = businessDay(new Date(), ZONE);
  const days = { yesterday: addDays(today, -1), before: addDays(today, -2) };
  const expected = await recount(owner, days);
  const wrong = members.map(async ({ front }, i) => {
    const response = await fetch(`${front.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...admin.headers },
      body: JSON.stringify({ query: FIGURES, variables: days }),
    });
    const { data } = (await response.json()) as { data: Figures };
    const told = {
      ...data,
      counts: byName(data.counts, ({ preset }) => preset),
      buckets: byName(data.buckets, ({ bucket }) => bucket),
    };
    return complain(
      !isDeepStrictEqual(told, expected),
      `server ${i} says ${JSON.stringify(told)} and there are ${JSON.stringify(expected)}`,
    );
  });
  return (await Promise.all(wrong)).flat();
}

async function recount(
  owner: Owner,
  { yesterday, before }: { yesterday: string; before: string },
): Promise<Figures> {
  const one = async <T>(query: string, values: unknown[] = []) =>
    (await owner.query<{ answer: T }>(query, values)).rows[0]!.answer; // each has one row
  const all = await one<number>('SELECT count(*)::int AS answer FROM investigation');
  const open = await one<number>(
    `SELECT count(*)::int AS answer FROM investigation WHERE status = 'OPEN'`,
  );
  const buckets = await one<Figures['buckets']>(
    `SELECT json_agg(json_build_object('bucket', bucket, 'suppliers', suppliers)) AS answer
     FROM (
         SELECT bucket, count(supid) AS suppliers
         FROM unnest(enum_range(NULL::bucket)) AS each (bucket)
         LEFT JOIN cadence_profile USING (bucket)
         GROUP BY bucket
     ) AS counted`,
  );
  return {
    counts: [
      { preset: 'ALL_OPEN', count: open },
      { preset: 'EVERYTHING', count: all },
      { preset: 'UNASSIGNED', count: open },
    ],
    queue: { totalCount: open },
    list: { totalCount: all },
    buckets: byName(buckets, ({ bucket }) => bucket),
    yesterday: await one<object>(DAY, [yesterday, ZONE]),
    before: await one<object>(DAY, [before, ZONE]),
  };
}

/** The figures of the day $1 in the zone $2, in the shape of the API. */
const DAY = `
  WITH failure AS (
      SELECT *, event_at AT TIME ZONE $2 AS shown
      FROM investigation
      WHERE (event_at AT TIME ZONE $2)::date BETWEEN $1::date - 13 AND $1::date
  ),
  of_day AS (SELECT * FROM failure WHERE shown::date = $1::date)
  SELECT json_build_object(
      'failures', (SELECT count(*) FROM of_day),
      'stillOpen', (SELECT count(*) FROM of_day WHERE status = 'OPEN'),
      'suppliers', (SELECT count(DISTINCT supid) FROM of_day),
      'byHour', (
          SELECT json_agg(failures ORDER BY hour)
          FROM (
              SELECT hour, (SELECT count(*) FROM of_day WHERE date_part('hour', shown) = hour) AS failures
              FROM generate_series(0, 23) AS hour
          ) AS hours
      ),
      'byStage', (
          SELECT coalesce(json_agg(json_build_object(
              'stage', stage, 'failures', failures, 'stillOpen', still_open
          ) ORDER BY failures DESC, stage), '[]')
          FROM (
              SELECT stage, count(*) AS failures, count(*) FILTER (WHERE status = 'OPEN') AS still_open
              FROM of_day
              GROUP BY stage
          ) AS stages
      ),
      'daily', (
          SELECT json_agg(json_build_object('date', day::date, 'failures', (
              SELECT count(*) FROM failure WHERE shown::date = day::date
          )) ORDER BY day)
          FROM generate_series($1::date - 13, $1::date, interval '1 day') AS day
      )
  ) AS answer`;

const byName = <T>(list: readonly T[], nameOf: (one: T) => string): T[] =>
  list.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)));

const complain = (isWrong: boolean, wrong: string): string[] => (isWrong ? [wrong] : []);
