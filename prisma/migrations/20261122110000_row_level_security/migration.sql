-- The second wall between companies, behind the WHERE of each statement: Postgres itself shows and takes
-- only the rows of the company that a connection works for.
--
-- The process enters one of two roles, neither of which owns a table (see server/core/roles.ts):
--   pricelens_runtime       works for the company in pricelens.company_id; where that is not set, for none;
--   pricelens_installation  works for all: it numbers events, finds due jobs, looks up keys.
-- Two roles rather than a value that means all: the planner then sees one equality, which it merges with
-- the statement's own, or nothing; an OR of the two would be asked of every row.

-- Roles belong to the whole server: they may be there already, or another database's migration makes
-- them at this moment.
DO $$
DECLARE
    wanted name;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['pricelens_runtime', 'pricelens_installation'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
            EXCEPTION
                WHEN duplicate_object OR unique_violation THEN
                    NULL;
                WHEN insufficient_privilege THEN
                    RAISE insufficient_privilege USING MESSAGE = format(
                        'the user may not create roles. Let an administrator of the server run: '
                        'CREATE ROLE pricelens_runtime NOLOGIN; CREATE ROLE pricelens_installation NOLOGIN; '
                        'GRANT pricelens_runtime, pricelens_installation TO %I; and start again.',
                        current_user
                    );
            END;
        END IF;
        -- Whoever may not grant them may yet have been granted them; the start of a process finds out.
        IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
            BEGIN
                EXECUTE format('GRANT %I TO %I', wanted, current_user);
            EXCEPTION WHEN insufficient_privilege OR unique_violation THEN
                NULL;
            END;
        END IF;
    END LOOP;

    -- The tables are where the foundation put them, which is not `public` on every server.
    EXECUTE format(
        'GRANT USAGE ON SCHEMA %1$I TO pricelens_runtime, pricelens_installation;
         GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %1$I TO pricelens_runtime, pricelens_installation;
         GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA %1$I TO pricelens_runtime, pricelens_installation;
         ALTER DEFAULT PRIVILEGES IN SCHEMA %1$I
           GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO pricelens_runtime, pricelens_installation;
         ALTER DEFAULT PRIVILEGES IN SCHEMA %1$I
           GRANT USAGE, SELECT ON SEQUENCES TO pricelens_runtime, pricelens_installation',
        current_schema()
    );
END
$$;

-- The history of migrations is the owner's.
REVOKE ALL ON "_prisma_migrations" FROM pricelens_runtime, pricelens_installation;

-- Builds the wall around a table. Each new table that belongs to companies gets its own:
--   CALL wall_off('alert_rule');
CREATE PROCEDURE wall_off(tenant_table regclass, company_column name DEFAULT 'company_id')
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', tenant_table);
    -- The sub-select is worked out once a statement, not once a row.
    EXECUTE format(
        'CREATE POLICY own_company ON %s TO pricelens_runtime
         USING (%I = (SELECT NULLIF(current_setting(''pricelens.company_id'', true), '''')::int))',
        tenant_table,
        company_column
    );
    EXECUTE format(
        'CREATE POLICY every_company ON %s TO pricelens_installation USING (true)',
        tenant_table
    );
END
$$;

CALL wall_off('company', 'id');
CALL wall_off('membership');
CALL wall_off('invitation');
CALL wall_off('api_key');
CALL wall_off('supplier');
CALL wall_off('cadence_profile');
CALL wall_off('cadence_bucket_change');
CALL wall_off('cadence_daily');
CALL wall_off('investigation');
CALL wall_off('backfill_watermark');
CALL wall_off('job_run');
CALL wall_off('event');
