-- outside a transaction: transfers go on while the index is built
-- What a build that broke off has left is of no use.
DROP INDEX CONCURRENTLY IF EXISTS ledger.entries_by_record;

-- Entries by their records, for whoever follows the journal. A block range index would be smaller, but what was written since the
-- last vacuum is not in it, and that is just what the sealer and the auditor ask for all the time.
CREATE INDEX CONCURRENTLY entries_by_record ON ledger.entries (book_id, sequence);
