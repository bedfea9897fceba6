DROP INDEX ledger.accounts_by_holder;
