/** A statement for each table of companies that makes a row of company $1. */
export const ROWS = {
  supplier: `INSERT INTO supplier (company_id, supid) VALUES ($1, 1)`,
  api_key: `
    INSERT INTO api_key (id, company_id, name, role, secret_hash, created_by)
    VALUES ('key' || $1::int, $1::int, 'a key', 'ROBOT', '\\x00', 'tester')`,
  backfill_watermark: `
    INSERT INTO backfill_watermark (company_id, through_date) VALUES ($1, '2026-11-20')`,
  cadence_bucket_change: `
    INSERT INTO cadence_bucket_change (company_id, supid, date, to_bucket, changed_at)
    VALUES ($1, 1, '2026-11-20', 'NEW', now())`,
  cadence_daily: `
    INSERT INTO cadence_daily (company_id, supid, date, had_file, attempts, errors)
    VALUES ($1, 1, '2026-11-20', true, 1, 0)`,
  cadence_profile: `
    INSERT INTO cadence_profile
      (company_id, supid, success_days, days_since_last, last_success_date, bucket, is_anomaly, as_of, updated_at)
    VALUES ($1, 1, 1, 0, '2026-11-20', 'NEW', false, '2026-11-20', now())`,
  company: `
    INSERT INTO company (id, slug, name, time_zone, warehouse_database)
    VALUES ($1, 'copy', 'Copy', 'UTC', 'copy')
    ON CONFLICT (id) DO NOTHING`,
  error_guide: `
    INSERT INTO error_guide
      (company_id, error_id, language, meaning, usual_cause, what_to_do, updated_by, updated_at)
    VALUES ($1, 1, 'EN', 'm', 'c', 'd', 'tester', now())`,
  event: `
    INSERT INTO event (company_id, kind, entity_id, actor, payload)
    VALUES ($1, 'job.finished', 'x', 'tester', '{}')`,
  investigation: `
    INSERT INTO investigation
      (id, company_id, identity, event_at, supid, error_id, error_text, stage, source)
    VALUES (gen_random_uuid(), $1, '\\x00', now(), 1, 1, 'text', 'load_mail', 'ROBOT')`,
  investigation_presence: `
    WITH person AS (
      INSERT INTO "user" (id, name, email) VALUES ('person ' || $1::int, 'P', $1::int || '@example.com')
      ON CONFLICT (id) DO UPDATE SET name = 'P'
      RETURNING id
    )
    INSERT INTO investigation_presence (investigation_id, user_id, company_id, seen_at)
    SELECT gen_random_uuid(), id, $1, now() FROM person`,
  investigation_undo: `
    INSERT INTO investigation_undo
      (token, investigation_id, company_id, kind, expires_at, version, status)
    VALUES (gen_random_uuid(), gen_random_uuid(), $1, 'investigation.noted', now(), 1, 'OPEN')`,
  invitation: `
    INSERT INTO invitation (id, company_id, email, role, token_hash, invited_by, expires_at)
    VALUES (gen_random_uuid(), $1, 'a@example.com', 'ADMIN', int4send($1::int), 'tester', now())`,
  job_run: `
    INSERT INTO job_run (id, company_id, job, for_date, state, queued_at)
    VALUES (gen_random_uuid(), $1, 'prune', '2026-11-20', 'DONE', now())`,
  job_run_line: `
    WITH run AS (
      INSERT INTO job_run (id, company_id, job, for_date, state, queued_at)
      VALUES (gen_random_uuid(), $1, 'prune', '2026-11-20', 'DONE', now())
      ON CONFLICT (company_id, job, for_date) DO UPDATE SET state = 'DONE'
      RETURNING id
    )
    INSERT INTO job_run_line (run_id, number, company_id, attempt, said_at, sentence, is_error)
    SELECT id, 1, $1, 1, now(), 'said', false FROM run`,
  membership: `
    WITH person AS (
      INSERT INTO "user" (id, name, email) VALUES ('person ' || $1::int, 'P', $1::int || '@example.com')
      ON CONFLICT (id) DO UPDATE SET name = 'P'
      RETURNING id
    )
    INSERT INTO membership (company_id, user_id, role) SELECT $1, id, 'ADMIN' FROM person`,
  saved_view: `
    INSERT INTO saved_view (id, company_id, name, state, created_at, updated_at)
    VALUES (gen_random_uuid(), $1, 'mine', '{}', now(), now())`,
} as const;

export type TenantTable = keyof typeof ROWS;
export const TABLES = (Object.keys(ROWS) as TenantTable[]).sort();
