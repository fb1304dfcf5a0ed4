-- The words of each error $4 as they were last reported to company $1 from $2 up to but not including $3.
SELECT
    error_id,
    (
        SELECT error_text
        FROM investigation
        WHERE company_id = $1
          AND event_at >= $2
          AND event_at <  $3
          AND investigation.error_id = reason.error_id
        ORDER BY event_at DESC, id DESC
        LIMIT 1
    ) AS error_text
FROM unnest($4::int[]) AS reason(error_id)
ORDER BY error_id
