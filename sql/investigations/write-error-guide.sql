-- Makes the guide of company $1 to the error $2 in the language $3 what the person $7 writes at the instant $8.
INSERT INTO error_guide AS guide
    (company_id, error_id, language, meaning, usual_cause, what_to_do, updated_by, updated_at)
VALUES ($1, $2, $3::language, $4, $5, $6, $7, $8)
ON CONFLICT (company_id, error_id, language) DO UPDATE SET
    meaning     = excluded.meaning,
    usual_cause = excluded.usual_cause,
    what_to_do  = excluded.what_to_do,
    updated_by  = excluded.updated_by,
    updated_at  = excluded.updated_at
