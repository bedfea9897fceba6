-- The hash chain: each block covers a run of records of one book and the block before it. Append-only.
CREATE TABLE ledger.blocks (
  book_id integer NOT NULL,
  height bigint NOT NULL CHECK (height >= 1),
  first_sequence bigint NOT NULL,
  last_sequence bigint NOT NULL,
  -- SHA-256 of the block before; 32 zero bytes at height 1.
  previous_hash bytea NOT NULL CHECK (length(previous_hash) = 32),
  hash bytea NOT NULL CHECK (length(hash) = 32),
  -- Eight bytes of each record's SHA-256, in order: they name the record that was changed.
  digests bytea NOT NULL,
  sealed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (book_id, height),
  UNIQUE (book_id, first_sequence),
  CONSTRAINT in_order CHECK (last_sequence >= first_sequence),
  CONSTRAINT digest_for_each CHECK (length(digests) = 8 * (last_sequence - first_sequence + 1))
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.blocks
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

-- How far the auditor has looked at each book.
CREATE TABLE ledger.audit_positions (
  book_id integer PRIMARY KEY,
  sequence bigint NOT NULL,
  height bigint NOT NULL,
  checked_at timestamptz NOT NULL DEFAULT now()
);

GRANT SELECT, INSERT ON ledger.blocks TO ledger_app;
GRANT SELECT, INSERT, UPDATE ON ledger.audit_positions TO ledger_app;
