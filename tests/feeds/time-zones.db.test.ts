import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { expect, it } from 'vitest';
import { createDatabase } from '../support/database.ts';

const run = promisify(execFile);
const SCRIPT = fileURLToPath(new URL('refresh-in-zone.ts', import.meta.url));

const TODAY = '2026-11-20'; // the script's clock shows midnight in Moscow

it.each([
  ['America/New_York', 'Europe/Moscow', 'Asia/Tokyo'],
  ['Asia/Tokyo', 'America/New_York', 'Europe/Moscow'],
  ['Europe/Moscow', 'Asia/Tokyo', 'America/New_York'],
])(
  'a server in %s, a database in the time of %s, a session in %s: everybody agrees on the day',
  async (serverZone, databaseZone, sessionZone) => {
    const database = await createDatabase();
    const reader = new pg.Client(database.url);
    await reader.connect();
    try {
      await reader.query(`ALTER DATABASE ${reader.database} SET timezone = '${databaseZone}'`);
      const answer = await refreshIn(serverZone, database.url, sessionZone);
      expect(answer).toMatchObject({
        zone: [{ session: sessionZone, server: serverZone }],
        today: TODAY,
        external: [
          { date: '2026-11-18', errors: 1, successes: 0 },
          { date: '2026-11-19', errors: 1, successes: 0 },
          { date: '2026-11-20', errors: 1, successes: 1 },
        ],
        profiles: [
          {
            successDays: 3,
            daysSinceLast: 0,
            lastSuccessDate: `${TODAY}T00:00:00.000Z`,
            asOf: `${TODAY}T00:00:00.000Z`,
            updatedAt: '2026-11-19T21:00:00.000Z',
          },
        ],
      });
      await reader.query(`SET timezone = '${sessionZone}'`);
      expect(await readAsText(reader)).toEqual({
        profiles: `(1,${TODAY},${TODAY},1795122000)`,
        history: `(1,${TODAY},CONSISTENT)`,
        calendar: [
          '(2026-11-06,1,0)',
          '(2026-11-13,1,0)',
          '(2026-11-18,1,1)',
          '(2026-11-19,1,1)',
          '(2026-11-20,2,1)',
        ].join(' '),
      });
    } finally {
      await reader.end();
      await database.drop();
    }
  },
);

async function refreshIn(zone: string, url: string, sessionZone: string): Promise<unknown> {
  const { stdout } = await run(process.execPath, [SCRIPT, url, sessionZone], {
    env: { ...process.env, TZ: zone },
  });
  return JSON.parse(stdout);
}

async function readAsText(reader: pg.Client): Promise<unknown> {
  const { rows } = await reader.query(`SELECT
    (SELECT string_agg((supid, last_success_date, as_of, extract(epoch FROM updated_at)::bigint)::text, ' ')
     FROM cadence_profile) AS profiles,
    (SELECT string_agg((supid, date, to_bucket)::text, ' ') FROM cadence_bucket_change) AS history,
    (SELECT string_agg((date, attempts, errors)::text, ' ' ORDER BY date) FROM cadence_daily) AS calendar`);
  return rows[0];
}
