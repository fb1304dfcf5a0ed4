-- Edits the supplier $2 of company $1 if it is at version $3. $4 is a JSON object of what to change: a key
-- that is absent stays, null clears. The row is the supplier as it is then; none where nothing fitted.
UPDATE supplier
SET name = CASE WHEN $4::jsonb ? 'name' THEN $4 ->> 'name' ELSE name END,
    owner = CASE WHEN $4 ? 'owner' THEN $4 ->> 'owner' ELSE owner END,
    contact = CASE WHEN $4 ? 'contact' THEN $4 ->> 'contact' ELSE contact END,
    admin_url = CASE WHEN $4 ? 'adminUrl' THEN $4 ->> 'adminUrl' ELSE admin_url END,
    paused_until = CASE
        WHEN $4 ? 'pausedUntil' THEN ($4 ->> 'pausedUntil')::timestamptz
        ELSE paused_until
    END,
    version = version + 1
WHERE company_id = $1
  AND supid = $2
  AND version = $3
RETURNING
    company_id   AS "companyId",
    supid        AS "supplierId",
    name,
    owner,
    contact,
    admin_url    AS "adminUrl",
    paused_until AS "pausedUntil",
    version,
    created_at   AS "createdAt"
