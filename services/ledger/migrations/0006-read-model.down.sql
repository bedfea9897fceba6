DROP PUBLICATION ledger_changes;
DROP SCHEMA ledger_read CASCADE;
DROP INDEX ledger.entries_by_record;
