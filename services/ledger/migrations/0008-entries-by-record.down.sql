-- outside a transaction
DROP INDEX CONCURRENTLY IF EXISTS ledger.entries_by_record;
