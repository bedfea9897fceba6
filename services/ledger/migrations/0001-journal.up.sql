-- The journal: every table of the command side. All but books are distributed by book_id and co-located (Citus), so the rows of one
-- transfer share a shard and every constraint below holds inside the database.
CREATE SCHEMA ledger;

-- One row a book. Its lock orders all writes of the book: sequence is gap-free, events are ordered, and no two transactions can
-- wait for each other's accounts.
CREATE TABLE ledger.books (
  book_id integer PRIMARY KEY CHECK (book_id BETWEEN 1 AND 16777215),
  name text NOT NULL UNIQUE,
  home text NOT NULL,
  -- Raised at every promotion; a writer with an older epoch is refused.
  home_epoch bigint NOT NULL DEFAULT 1 CHECK (home_epoch >= 1),
  sequence bigint NOT NULL DEFAULT 0 CHECK (sequence >= 0),
  -- Time of the last record: times never go back in a book, also when a clock does.
  recorded_at timestamptz NOT NULL DEFAULT '-infinity',
  created_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 20);

-- What never changes about an account. sequence: its place in the journal.
CREATE TABLE ledger.accounts (
  book_id integer NOT NULL,
  account_id uuid NOT NULL,
  sequence bigint NOT NULL,
  currency char(3) NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  kind text NOT NULL CHECK (kind IN ('customer', 'internal', 'clearing', 'external')),
  -- Pseudonymous; what it stands for is in subjects and can be shredded.
  holder_ref uuid,
  metadata jsonb NOT NULL DEFAULT '{}',
  requested_by text NOT NULL,
  home_epoch bigint NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (book_id, account_id),
  UNIQUE (book_id, sequence)
);

-- What changes about an account; an account without one cannot exist. Amounts stay exact in JSON numbers.
CREATE TABLE ledger.balances (
  book_id integer NOT NULL,
  account_id uuid NOT NULL,
  currency char(3) NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'frozen', 'closed')),
  posted bigint NOT NULL DEFAULT 0 CHECK (posted BETWEEN -9007199254740991 AND 9007199254740991),
  -- Set aside by pending holds.
  held bigint NOT NULL DEFAULT 0 CHECK (held BETWEEN 0 AND 9007199254740991),
  -- Number of entries, and the version of the last one.
  version bigint NOT NULL DEFAULT 0 CHECK (version >= 0),
  overdraft_limit bigint CHECK (overdraft_limit >= 0),
  transfer_limit bigint CHECK (transfer_limit > 0),
  balance_limit bigint CHECK (balance_limit >= 0),
  PRIMARY KEY (book_id, account_id),
  CONSTRAINT never_overdrawn CHECK (overdraft_limit IS NULL OR posted - held + overdraft_limit >= 0),
  CONSTRAINT within_balance_limit CHECK (balance_limit IS NULL OR posted <= balance_limit)
) WITH (fillfactor = 50);

-- One row a change of what an account may do: its values from then on. Append-only.
CREATE TABLE ledger.account_changes (
  book_id integer NOT NULL,
  sequence bigint NOT NULL,
  account_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'frozen', 'closed')),
  overdraft_limit bigint,
  transfer_limit bigint,
  balance_limit bigint,
  requested_by text NOT NULL,
  home_epoch bigint NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (book_id, sequence)
);

-- One row a journal record that moves or sets aside money. Append-only.
CREATE TABLE ledger.transfers (
  book_id integer NOT NULL,
  sequence bigint NOT NULL,
  transfer_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('posting', 'hold', 'commit', 'void', 'expiry', 'reversal')),
  -- The hold that a commit, void or expiry settles; the transfer that a reversal undoes.
  related_id uuid,
  currency char(3) NOT NULL,
  -- The postings in order; for a void or an expiry what is released.
  from_accounts uuid[] NOT NULL,
  to_accounts uuid[] NOT NULL,
  amounts bigint[] NOT NULL,
  expires_at timestamptz,
  requested_by text NOT NULL,
  saga_id uuid,
  metadata jsonb,
  counterparty_ref bytea,
  reason text,
  home_epoch bigint NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (book_id, transfer_id),
  UNIQUE (book_id, sequence),
  CONSTRAINT postings_complete CHECK (
    cardinality(amounts) > 0
    AND cardinality(from_accounts) = cardinality(amounts)
    AND cardinality(to_accounts) = cardinality(amounts)
    AND 0 < ALL (amounts)
  ),
  CONSTRAINT related_where_needed CHECK ((related_id IS NULL) = (kind IN ('posting', 'hold')))
);

CREATE UNIQUE INDEX transfers_reversed_once ON ledger.transfers (book_id, related_id) WHERE kind = 'reversal';

-- Two rows a posting. Append-only. version has no gaps in an account.
CREATE TABLE ledger.entries (
  book_id integer NOT NULL,
  account_id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  sequence bigint NOT NULL,
  -- Positive into the account, negative out of it.
  amount bigint NOT NULL CHECK (amount <> 0),
  balance_after bigint NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (book_id, account_id, version)
);

-- The state of each hold; its amounts are those of the transfer with the same id.
CREATE TABLE ledger.holds (
  book_id integer NOT NULL,
  hold_id uuid NOT NULL,
  from_account uuid NOT NULL,
  to_account uuid NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'committed', 'voided', 'expired')),
  committed_amount bigint CHECK (committed_amount BETWEEN 1 AND amount),
  settled_by uuid,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (book_id, hold_id),
  CONSTRAINT settled_completely CHECK ((state = 'pending') = (settled_by IS NULL)),
  CONSTRAINT committed_says_how_much CHECK ((state = 'committed') = (committed_amount IS NOT NULL))
);

CREATE INDEX holds_pending ON ledger.holds (book_id, from_account) WHERE state = 'pending';
CREATE INDEX holds_due ON ledger.holds (expires_at) WHERE state = 'pending';

-- The answer to each key: an accepted record or a stored rejection. Kept for IDEMPOTENCY_RETENTION.
CREATE TABLE ledger.idempotency (
  book_id integer NOT NULL,
  key uuid NOT NULL,
  body_hash uuid NOT NULL,
  record_id uuid,
  sequence bigint,
  problem jsonb,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (book_id, key),
  CONSTRAINT answered CHECK ((record_id IS NULL) = (problem IS NOT NULL))
);

-- A summary of each block range: next to nothing to maintain, enough to find what is old.
CREATE INDEX idempotency_created ON ledger.idempotency USING brin (created_at) WITH (pages_per_range = 32, autosummarize = on);

-- What a batch tells other services, written with it and deleted once published. Debezium's outbox router reads the same columns.
CREATE TABLE ledger.outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  partition_key text NOT NULL,
  topic text NOT NULL,
  event jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- Events of others that were handled.
CREATE TABLE ledger.processed_events (
  consumer_group text NOT NULL,
  event_id uuid NOT NULL,
  processed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (consumer_group, event_id)
);

-- Roles that one process at a time may do.
CREATE TABLE ledger.leaderships (
  role text PRIMARY KEY,
  holder text NOT NULL,
  -- Raised whenever the holder changes; work done under an older one is refused.
  token bigint NOT NULL,
  expires_at timestamptz NOT NULL
);

-- An account cannot exist without a balance.
ALTER TABLE ledger.accounts ADD CONSTRAINT has_balance
  FOREIGN KEY (book_id, account_id) REFERENCES ledger.balances DEFERRABLE INITIALLY DEFERRED;
