-- What the database itself refuses, whoever writes: every check is one look at all rows of a statement, not one a row.

-- Records are written once. The owner is held to it as well; only a superuser who switches triggers off is not.
CREATE FUNCTION ledger.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%.% is append-only: % is refused', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.transfers
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.entries
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.account_changes
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.accounts
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER kept BEFORE DELETE OR TRUNCATE ON ledger.balances
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER kept BEFORE DELETE OR TRUNCATE ON ledger.holds
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER kept BEFORE DELETE OR TRUNCATE ON ledger.books
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

-- Entries of one record sum to zero in every currency, belong to a record that moves money, and continue their accounts without a
-- gap. Runs at the end of the statement, so it sees the transfers and balances that the same statement wrote.
CREATE FUNCTION ledger.check_entries() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  bad record;
BEGIN
  SELECT entry.book_id, entry.sequence INTO bad
    FROM new_entries AS entry JOIN ledger.balances AS balance USING (book_id, account_id)
    GROUP BY entry.book_id, entry.sequence, balance.currency HAVING sum(entry.amount) <> 0 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'entries of record % in book % do not sum to zero', bad.sequence, bad.book_id USING ERRCODE = 'check_violation';
  END IF;
  SELECT entry.book_id, entry.sequence INTO bad
    FROM (SELECT DISTINCT book_id, sequence FROM new_entries) AS entry
    LEFT JOIN ledger.transfers AS transfer USING (book_id, sequence)
    WHERE transfer.kind IS NULL OR transfer.kind NOT IN ('posting', 'commit', 'reversal') LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'record % in book % moves no money', bad.sequence, bad.book_id USING ERRCODE = 'check_violation';
  END IF;
  -- Within the statement the entry before is a row of it; the first of an account continues what is stored.
  SELECT entry.account_id, entry.version INTO bad FROM (
    SELECT book_id, account_id, version, balance_after - amount AS balance_before,
        lag(version) OVER account AS version_before, lag(balance_after) OVER account AS balance_stored
      FROM new_entries WINDOW account AS (PARTITION BY book_id, account_id ORDER BY version)) AS entry
    LEFT JOIN ledger.entries AS stored ON entry.version_before IS NULL AND stored.book_id = entry.book_id
      AND stored.account_id = entry.account_id AND stored.version = entry.version - 1
    WHERE CASE
      WHEN entry.version_before IS NOT NULL
        THEN entry.version <> entry.version_before + 1 OR entry.balance_before <> entry.balance_stored
      WHEN entry.version = 1 THEN entry.balance_before <> 0
      ELSE stored.balance_after IS DISTINCT FROM entry.balance_before END LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'entry % does not continue account %', bad.version, bad.account_id USING ERRCODE = 'check_violation';
  END IF;
  -- The balance says what its last entry says.
  SELECT entry.account_id, entry.version INTO bad
    FROM (SELECT DISTINCT ON (book_id, account_id) * FROM new_entries ORDER BY book_id, account_id, version DESC) AS entry
    LEFT JOIN ledger.balances AS balance USING (book_id, account_id)
    WHERE balance.version IS DISTINCT FROM entry.version OR balance.posted IS DISTINCT FROM entry.balance_after LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'the balance of account % is not that of entry %', bad.account_id, bad.version USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER entries_hold_together AFTER INSERT ON ledger.entries REFERENCING NEW TABLE AS new_entries
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.check_entries();

-- Money appears and disappears in a balance only by entries, and a version never goes back.
CREATE FUNCTION ledger.check_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  bad record;
BEGIN
  SELECT after.account_id INTO bad
    FROM new_balances AS after JOIN old_balances AS before USING (book_id, account_id)
    LEFT JOIN ledger.entries AS entry ON entry.book_id = after.book_id AND entry.account_id = after.account_id
      AND entry.version = after.version
    WHERE after.currency <> before.currency
      OR (after.version = before.version AND after.posted <> before.posted)
      OR after.version < before.version
      OR (after.version > before.version AND entry.balance_after IS DISTINCT FROM after.posted) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'the balance of account % changed without an entry', bad.account_id USING ERRCODE = 'check_violation';
  END IF;
  SELECT after.account_id INTO bad
    FROM new_balances AS after JOIN old_balances AS before USING (book_id, account_id)
    WHERE after.held <> before.held AND after.held <> (SELECT coalesce(sum(hold.amount), 0) FROM ledger.holds AS hold
      WHERE hold.book_id = after.book_id AND hold.from_account = after.account_id AND hold.state = 'pending') LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'account % does not hold what its pending holds say', bad.account_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER balances_follow_entries AFTER UPDATE ON ledger.balances
  REFERENCING OLD TABLE AS old_balances NEW TABLE AS new_balances
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.check_balances();

CREATE FUNCTION ledger.check_new_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM new_balances AS fresh LEFT JOIN ledger.entries AS entry USING (book_id, account_id, version)
      WHERE fresh.posted IS DISTINCT FROM coalesce(entry.balance_after, CASE fresh.version WHEN 0 THEN 0 END)) THEN
    RAISE EXCEPTION 'an account starts empty' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER balances_start_empty AFTER INSERT ON ledger.balances REFERENCING NEW TABLE AS new_balances
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.check_new_balances();

-- A hold settles once and keeps its facts.
CREATE FUNCTION ledger.check_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM new_holds AS after JOIN old_holds AS before USING (book_id, hold_id)
      WHERE before.state <> 'pending'
        OR (after.from_account, after.to_account, after.amount, after.expires_at)
          IS DISTINCT FROM (before.from_account, before.to_account, before.amount, before.expires_at)) THEN
    RAISE EXCEPTION 'a hold settles once and keeps its facts' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER holds_settle_once AFTER UPDATE ON ledger.holds REFERENCING OLD TABLE AS old_holds NEW TABLE AS new_holds
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.check_holds();

-- What an account holds follows its pending holds. Both are written by one transaction in either order, so this looks at its end.
CREATE FUNCTION ledger.check_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT held FROM ledger.balances WHERE book_id = NEW.book_id AND account_id = NEW.from_account) IS DISTINCT FROM
      (SELECT coalesce(sum(amount), 0) FROM ledger.holds
        WHERE book_id = NEW.book_id AND from_account = NEW.from_account AND state = 'pending') THEN
    RAISE EXCEPTION 'account % does not hold what its pending holds say', NEW.from_account USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER balances_follow_holds AFTER INSERT OR UPDATE ON ledger.holds DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION ledger.check_held();

-- The book counts its records: none is written behind its back.
CREATE FUNCTION ledger.check_transfers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM new_transfers AS record LEFT JOIN ledger.books AS book USING (book_id)
      WHERE book.book_id IS NULL OR record.sequence > book.sequence) THEN
    RAISE EXCEPTION 'a record is beyond the end of its book' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER transfers_are_counted AFTER INSERT ON ledger.transfers REFERENCING NEW TABLE AS new_transfers
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.check_transfers();

-- A journal grows by one record after the other, and its epoch never falls.
CREATE FUNCTION ledger.check_books() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM new_books AS after JOIN old_books AS before USING (book_id)
      WHERE after.sequence < before.sequence OR after.home_epoch < before.home_epoch
        OR after.recorded_at < before.recorded_at) THEN
    RAISE EXCEPTION 'a book goes forward only' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (SELECT FROM new_books AS after JOIN old_books AS before USING (book_id)
      WHERE after.sequence <> before.sequence AND after.sequence - before.sequence <>
        (SELECT count(*) FROM ledger.transfers AS record WHERE record.book_id = after.book_id
          AND record.sequence > before.sequence AND record.sequence <= after.sequence)
        + (SELECT count(*) FROM ledger.accounts AS record WHERE record.book_id = after.book_id
          AND record.sequence > before.sequence AND record.sequence <= after.sequence)
        + (SELECT count(*) FROM ledger.account_changes AS record WHERE record.book_id = after.book_id
          AND record.sequence > before.sequence AND record.sequence <= after.sequence)) THEN
    RAISE EXCEPTION 'a book has one record for every number' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER books_go_forward AFTER UPDATE ON ledger.books REFERENCING OLD TABLE AS old_books NEW TABLE AS new_books
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.check_books();

-- The program's rights; it logs in as a member of this role. Roles belong to the server, so another database may have made it.
DO $$ BEGIN
  CREATE ROLE ledger_app NOLOGIN;
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;

GRANT USAGE ON SCHEMA ledger TO ledger_app;
GRANT SELECT ON ALL TABLES IN SCHEMA ledger TO ledger_app;
GRANT INSERT ON ALL TABLES IN SCHEMA ledger TO ledger_app;
GRANT UPDATE (sequence, home_epoch, recorded_at) ON ledger.books TO ledger_app;
GRANT UPDATE (state, posted, held, version, overdraft_limit, transfer_limit, balance_limit) ON ledger.balances TO ledger_app;
GRANT UPDATE (state, committed_amount, settled_by) ON ledger.holds TO ledger_app;
GRANT UPDATE, DELETE ON ledger.leaderships TO ledger_app;
GRANT DELETE ON ledger.outbox, ledger.idempotency, ledger.processed_events TO ledger_app;
