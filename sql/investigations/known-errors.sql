-- The errors that company $1 met from $2 on, by number, each in the words of its newest failure.
SELECT
    met.error_id,
    (
        SELECT error_text
        FROM investigation
        WHERE company_id = $1
          AND event_at = met.last_seen
          AND error_id = met.error_id
        ORDER BY id
        LIMIT 1
    ) AS error_text
FROM
(
    SELECT
        error_id,
        max(event_at) AS last_seen
    FROM investigation
    WHERE company_id = $1
      AND event_at >= $2
    GROUP BY error_id
) AS met
ORDER BY met.error_id
