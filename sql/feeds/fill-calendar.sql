-- Makes a company's ($1) calendar for days from $2 up to but not including $3 what the warehouse says
-- ($4, a JSON array of {date, supid, successes, errors}). A day of a supplier on which nothing arrived
-- has no row: there are ten times as many of them, and they say nothing.
--
-- The warehouse knows failures but no deliveries, so attempts are successes plus failures, and no
-- stages, so last_stage stays what it was.
WITH
    answer AS
    (
        SELECT *
        FROM json_to_recordset($4) AS answer (date date, supid int, successes int, errors int)
    ),
    gone AS
    (
        DELETE FROM cadence_daily AS day
        WHERE company_id = $1
          AND date >= $2::date
          AND date <  $3::date
          AND NOT EXISTS (
              SELECT FROM answer WHERE answer.date = day.date AND answer.supid = day.supid
          )
    )
INSERT INTO cadence_daily AS day (company_id, supid, date, had_file, attempts, errors)
SELECT
    $1,
    supid,
    date,
    successes > 0,
    successes + errors,
    errors
FROM answer
ON CONFLICT (company_id, supid, date) DO UPDATE SET
    had_file = excluded.had_file,
    attempts = excluded.attempts,
    errors   = excluded.errors
WHERE (day.had_file, day.attempts, day.errors)
      IS DISTINCT FROM (excluded.had_file, excluded.attempts, excluded.errors)
