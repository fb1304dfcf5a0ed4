-- Notes that the keys $1 were used at $2, to the minute: not again where that was noted less than a
-- minute before, by whichever server.
UPDATE api_key
SET last_used_at = $2::timestamptz
WHERE id = ANY($1::text[])
  AND (last_used_at IS NULL OR last_used_at <= $2::timestamptz - INTERVAL '1 minute')
