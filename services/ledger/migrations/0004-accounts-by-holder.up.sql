-- A customer's accounts, in the order of their opening.
CREATE INDEX accounts_by_holder ON ledger.accounts (holder_ref, account_id) WHERE holder_ref IS NOT NULL;
