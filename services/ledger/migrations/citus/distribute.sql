-- Spreads the journal over a Citus cluster by book. Run once, on the coordinator, as the owner and after all migrations; empty tables are
-- quickest. Needs Citus 13.1 or newer (rights on columns), the coordinator in the metadata (citus_set_coordinator_host),
-- max_prepared_transactions on every node and citus.enable_unsafe_triggers = on in every node's settings.
BEGIN;

-- As in service.yaml. Every co-located table has the same number.
SET LOCAL citus.shard_count = 32;
-- With a second copy Citus would send statements to both and could not lock a row; the copies are PostgreSQL's own standbys.
SET LOCAL citus.shard_replication_factor = 1;
-- One connection a node, so that a table sees the shards of the one that it refers to.
SET LOCAL citus.multi_shard_modify_mode = 'sequential';
-- The guards that stay touch no other table.
SET LOCAL citus.enable_unsafe_triggers = on;

-- A unique constraint holds within a shard only, so it must name the distribution column. Two books can have one name here.
ALTER TABLE ledger.books DROP CONSTRAINT books_name_key;

-- A trigger runs where its shard is. Citus refuses a query on a distributed table there ("cannot execute a distributed query from a
-- query on a shard"), so the guards that compare tables cannot stay. The auditor finds what they would have refused.
DROP TRIGGER entries_hold_together ON ledger.entries;
DROP TRIGGER balances_follow_entries ON ledger.balances;
DROP TRIGGER balances_start_empty ON ledger.balances;
DROP TRIGGER balances_follow_holds ON ledger.holds;
DROP TRIGGER transfers_are_counted ON ledger.transfers;
DROP TRIGGER books_go_forward ON ledger.books;

-- The part of books_go_forward that needs one row only: a former primary is fenced by it.
CREATE FUNCTION ledger.check_book_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.sequence < OLD.sequence OR NEW.home_epoch < OLD.home_epoch OR NEW.recorded_at < OLD.recorded_at THEN
    RAISE EXCEPTION 'a book goes forward only' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER book_goes_forward AFTER UPDATE ON ledger.books FOR EACH ROW EXECUTE FUNCTION ledger.check_book_alone();

-- The books' rows are locked and written by every batch. As a reference table they would be written on every node each time.
SELECT create_distributed_table('ledger.books', 'book_id', colocate_with => 'none');

-- Before accounts: a foreign key may lead only to a co-located table that is distributed already.
SELECT create_distributed_table('ledger.balances', 'book_id', colocate_with => 'ledger.books');
SELECT create_distributed_table('ledger.accounts', 'book_id', colocate_with => 'ledger.books');
SELECT create_distributed_table('ledger.account_changes', 'book_id', colocate_with => 'ledger.books');
SELECT create_distributed_table('ledger.transfers', 'book_id', colocate_with => 'ledger.books');
SELECT create_distributed_table('ledger.entries', 'book_id', colocate_with => 'ledger.books');
SELECT create_distributed_table('ledger.holds', 'book_id', colocate_with => 'ledger.books');
SELECT create_distributed_table('ledger.idempotency', 'book_id', colocate_with => 'ledger.books');
SELECT create_distributed_table('ledger.blocks', 'book_id', colocate_with => 'ledger.books');
SELECT create_distributed_table('ledger.audit_positions', 'book_id', colocate_with => 'ledger.books');
SELECT create_distributed_table('ledger.movements', 'book_id', colocate_with => 'ledger.books');
SELECT create_distributed_table('ledger.movement_actions', 'book_id', colocate_with => 'ledger.books');
SELECT create_distributed_table('ledger.home_credits', 'book_id', colocate_with => 'ledger.books');

-- Written in the transactions of books, without a book of their own. Citus must know them, or such a transaction would not be
-- committed on both nodes or on none. They stay on the coordinator: the outbox keeps one order, and its relay one place to look.
SELECT citus_add_local_table_to_metadata('ledger.outbox');
SELECT citus_add_local_table_to_metadata('ledger.processed_events');

-- ledger.subjects and ledger.leaderships stay as they are, on the coordinator: they are never written together with a book, subjects
-- are unique by two columns, and leaderships need clock_timestamp() where Citus allows only what is immutable. So does the read model:
-- it is built by looking at one book after the other, in transactions of its own, and can be built anew.
COMMIT;
