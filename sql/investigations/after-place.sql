    -- What comes after the place ($18, $19, $20) where the lead rises if $16 and the rest if $17. The first
    -- CASE says nothing new, but an index can begin there.
    $20::uuid IS NULL
    OR CASE WHEN $16::boolean THEN lead >= $18::bigint ELSE lead <= $18 END
        AND (lead <> $18
            OR CASE WHEN $17::boolean
                THEN (at, id) > ($19::timestamptz, $20)
                ELSE (at, id) < ($19::timestamptz, $20)
            END)
