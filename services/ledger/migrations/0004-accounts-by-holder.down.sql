-- outside a transaction
DROP INDEX CONCURRENTLY IF EXISTS ledger.accounts_by_holder;
