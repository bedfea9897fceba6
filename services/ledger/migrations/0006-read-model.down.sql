DROP PUBLICATION ledger_changes;
DROP SCHEMA ledger_read CASCADE;
