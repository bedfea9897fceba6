-- outside a transaction: accounts can be opened while the index is built
-- What a build that broke off has left is of no use.
DROP INDEX CONCURRENTLY IF EXISTS ledger.accounts_by_holder;

-- A customer's accounts, in the order of their opening.
CREATE INDEX CONCURRENTLY accounts_by_holder ON ledger.accounts (holder_ref, account_id) WHERE holder_ref IS NOT NULL;
