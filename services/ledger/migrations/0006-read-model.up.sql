-- The read side: a projection of the journal that can be thrown away and built again. Other services and reports may read it.
CREATE SCHEMA ledger_read;

-- How far each book has been read.
CREATE TABLE ledger_read.positions (
  book_id integer PRIMARY KEY,
  sequence bigint NOT NULL,
  recorded_at timestamptz NOT NULL
);

CREATE TABLE ledger_read.account_balances (
  book_id integer NOT NULL,
  account_id uuid NOT NULL,
  posted bigint NOT NULL,
  held bigint NOT NULL,
  version bigint NOT NULL,
  PRIMARY KEY (book_id, account_id)
) WITH (fillfactor = 50);

-- What each pending hold sets aside: a commit may post less than it releases.
CREATE TABLE ledger_read.pending_holds (
  book_id integer NOT NULL,
  hold_id uuid NOT NULL,
  account_id uuid NOT NULL,
  amount bigint NOT NULL,
  PRIMARY KEY (book_id, hold_id)
);

CREATE TABLE ledger_read.account_history (
  book_id integer NOT NULL,
  account_id uuid NOT NULL,
  version bigint NOT NULL,
  sequence bigint NOT NULL,
  transfer_id uuid NOT NULL,
  amount bigint NOT NULL,
  balance_after bigint NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (book_id, account_id, version)
);

-- The last entry up to a moment. Times and versions of an account grow together.
CREATE INDEX account_history_in_time ON ledger_read.account_history (book_id, account_id, recorded_at, version);

-- Sums of whole days in UTC: a statement over a year adds up days, not entries.
CREATE TABLE ledger_read.account_days (
  book_id integer NOT NULL,
  account_id uuid NOT NULL,
  day date NOT NULL,
  credits numeric NOT NULL,
  debits numeric NOT NULL,
  entry_count bigint NOT NULL,
  PRIMARY KEY (book_id, account_id, day)
) WITH (fillfactor = 70);

GRANT USAGE ON SCHEMA ledger_read TO ledger_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ledger_read TO ledger_app;

-- What change data capture gets: of every record what the read model is made of, nothing that changes, nobody's keys, no names.
CREATE PUBLICATION ledger_changes FOR TABLE
    ledger.accounts (book_id, sequence, account_id, created_at),
    ledger.account_changes (book_id, sequence, recorded_at),
    ledger.transfers (book_id, sequence, transfer_id, kind, related_id, from_accounts, amounts, recorded_at),
    ledger.entries (book_id, account_id, version, sequence, amount, balance_after)
  WITH (publish = 'insert');
