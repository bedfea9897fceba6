DROP TRIGGER append_only ON ledger.transfers;
DROP TRIGGER append_only ON ledger.entries;
DROP TRIGGER append_only ON ledger.account_changes;
DROP TRIGGER append_only ON ledger.accounts;
DROP TRIGGER kept ON ledger.balances;
DROP TRIGGER kept ON ledger.holds;
DROP TRIGGER kept ON ledger.books;
DROP TRIGGER entries_hold_together ON ledger.entries;
DROP TRIGGER balances_follow_entries ON ledger.balances;
DROP TRIGGER balances_start_empty ON ledger.balances;
DROP TRIGGER holds_settle_once ON ledger.holds;
DROP TRIGGER balances_follow_holds ON ledger.holds;
DROP TRIGGER transfers_are_counted ON ledger.transfers;
DROP TRIGGER books_go_forward ON ledger.books;
DROP FUNCTION ledger.refuse_change, ledger.check_entries, ledger.check_balances, ledger.check_new_balances, ledger.check_holds,
  ledger.check_held, ledger.check_books, ledger.check_transfers;
REVOKE ALL ON ALL TABLES IN SCHEMA ledger FROM ledger_app;
REVOKE ALL ON SCHEMA ledger FROM ledger_app;
