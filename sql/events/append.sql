-- Appends events in the order given; their seq comes after the commit (see sequence.sql).
INSERT INTO event (company_id, kind, entity_id, actor, actor_id, payload)
SELECT company_id, kind, entity_id, actor, actor_id, payload::jsonb
FROM unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
  WITH ORDINALITY AS e(company_id, kind, entity_id, actor, actor_id, payload, position)
ORDER BY position
