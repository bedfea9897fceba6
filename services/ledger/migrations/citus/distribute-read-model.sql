-- Spreads the read model like the journal. Run on the coordinator after distribute.sql, and again after `ledger rebuild`, which makes
-- plain tables.
BEGIN;

SET LOCAL citus.multi_shard_modify_mode = 'sequential';

SELECT create_distributed_table('ledger_read.positions', 'book_id', colocate_with => 'ledger.books');
SELECT create_distributed_table('ledger_read.account_balances', 'book_id', colocate_with => 'ledger.books');
SELECT create_distributed_table('ledger_read.pending_holds', 'book_id', colocate_with => 'ledger.books');
SELECT create_distributed_table('ledger_read.account_history', 'book_id', colocate_with => 'ledger.books');
SELECT create_distributed_table('ledger_read.account_days', 'book_id', colocate_with => 'ledger.books');

COMMIT;
