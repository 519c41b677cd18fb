-- The role that the app runs as on PostgreSQL: it can't change or delete a line of the audit log, and owns no table.
-- Run it as the owner of the database, each time after `python -m handoff migrate` with the address of the owner:
--   psql --set role=rondkomen_app --file docker/app_role.sql
-- The role itself is made once: CREATE ROLE rondkomen_app LOGIN PASSWORD '…';
CREATE SCHEMA IF NOT EXISTS handoff_keys; -- empty when the key store is elsewhere (HANDOFF_KEY_STORE_URL)
GRANT USAGE ON SCHEMA public, handoff_keys TO :role;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public, handoff_keys TO :role;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO :role;
REVOKE UPDATE, DELETE, TRUNCATE ON event FROM :role;
REVOKE INSERT, DELETE, TRUNCATE ON event_head FROM :role;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON alembic_version FROM :role;
