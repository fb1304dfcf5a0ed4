import { readFileSync } from 'node:fs';

const productStatement = (name: string) =>
  readFileSync(new URL(`../../sql/investigations/${name}.sql`, import.meta.url), 'utf8');

const ownStatement = (name: string) =>
  readFileSync(new URL(`${name}.sql`, import.meta.url), 'utf8');

const COLUMNS =
  'id, event_at, supid, error_id, error_text, stage, file_path, status, note, investigator, investigated_at, created_at';

/**
 * The floor's statements: for what it reads, the product's own where it has such a one, so that only what
 * lies around them differs; for what it counts and writes, the least that does so.
 */
export const statements = {
  insert: {
    name: 'insert',
    text: `INSERT INTO investigation
             (company_id, source, id, identity, event_at, supid, error_id, error_text, stage, file_path)
           VALUES (1, 'ROBOT', $1, $2, $3, $4, $5, $6, $7, $8)
           ON CONFLICT (company_id, identity) DO NOTHING
           RETURNING ${COLUMNS}`,
  },
  find: {
    name: 'find',
    text: `SELECT ${COLUMNS} FROM investigation WHERE company_id = 1 AND identity = $1`,
  },
  insertMany: {
    name: 'insertMany',
    text: `INSERT INTO investigation
             (company_id, source, id, identity, event_at, supid, error_id, error_text, stage, file_path)
           SELECT 1, 'ROBOT', id, decode(key, 'hex'), event_at, supid, error_id, error_text, stage, file_path
           FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::int[], $5::int[], $6::text[],
                       $7::text[], $8::text[])
             AS f(id, key, event_at, supid, error_id, error_text, stage, file_path)
           ON CONFLICT (company_id, identity) DO NOTHING
           RETURNING encode(identity, 'hex') AS key, ${COLUMNS}`,
  },
  findMany: {
    name: 'findMany',
    text: `SELECT key, ${COLUMNS}
           FROM unnest($1::text[]) AS key
           JOIN investigation ON company_id = 1 AND identity = decode(key, 'hex')`,
  },
  page: { name: 'page', text: productStatement('queue-page') },
  count: {
    name: 'count',
    text: `SELECT count(*)::int AS count
           FROM investigation
           WHERE company_id = $1
             AND status = 'OPEN'
             AND (snoozed_until IS NULL OR snoozed_until <= $2)`,
  },
  // Unnamed: a plan for any day is slower than one for this day.
  day: { text: productStatement('dashboard-day') },
  daily: { text: ownStatement('dashboard-daily') },
  reasonTexts: { text: ownStatement('reason-texts') },
};
