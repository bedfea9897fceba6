-- Movements: money on its way through more than one transaction. Distributed by book_id like the journal.

-- The row of a state machine. Whoever takes a movement in hand raises the fence; only the newest holder may write.
CREATE TABLE ledger.movements (
  book_id integer NOT NULL,
  movement_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('deposit', 'withdrawal', 'between-books', 'between-homes')),
  state text NOT NULL,
  parked_from text,
  -- Ids by the part they play.
  accounts jsonb NOT NULL,
  amount bigint NOT NULL CHECK (amount BETWEEN 1 AND 9007199254740991),
  currency char(3) NOT NULL,
  rail text,
  -- The rail's token of a bank account or card.
  instrument text,
  peer_home text,
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  round integer NOT NULL DEFAULT 0 CHECK (round >= 0),
  facts jsonb NOT NULL DEFAULT '{}',
  problem jsonb,
  fence bigint NOT NULL DEFAULT 0,
  leased_until timestamptz,
  -- Null: nothing happens by itself.
  due_at timestamptz DEFAULT now(),
  deadline_at timestamptz NOT NULL,
  requested_by text NOT NULL,
  claim_key uuid NOT NULL,
  claim_body uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (book_id, movement_id),
  UNIQUE (book_id, claim_key),
  CONSTRAINT parked_somewhere CHECK ((state = 'parked') = (parked_from IS NOT NULL)),
  CONSTRAINT rests_or_is_due CHECK ((state IN ('completed', 'failed', 'resolved', 'parked')) = (due_at IS NULL)),
  CONSTRAINT external_has_rail CHECK ((kind IN ('deposit', 'withdrawal')) = (rail IS NOT NULL AND instrument IS NOT NULL)),
  CONSTRAINT homes_have_peer CHECK ((kind = 'between-homes') = (peer_home IS NOT NULL))
) WITH (fillfactor = 70);

CREATE INDEX movements_due ON ledger.movements (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX movements_parked ON ledger.movements (movement_id) WHERE state = 'parked';

-- Every change of a movement: who, what, why. Append-only.
CREATE TABLE ledger.movement_actions (
  book_id integer NOT NULL,
  movement_id uuid NOT NULL,
  -- The fence under which it was written; a retry by an operator and the step that follows have their own.
  fence bigint NOT NULL,
  -- system:movements, or operator:<name>.
  actor text NOT NULL,
  action text NOT NULL CHECK (action IN ('start', 'step', 'message', 'retry', 'compensate', 'resolve')),
  from_state text,
  to_state text NOT NULL,
  note text,
  problem jsonb,
  acted_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (book_id, movement_id, fence),
  CONSTRAINT people_say_why CHECK (actor NOT LIKE 'operator:%' OR length(note) > 0)
);

-- Credits that other homes asked for: one each, with the answer that they get every time they ask.
CREATE TABLE ledger.home_credits (
  book_id integer NOT NULL,
  movement_id uuid NOT NULL,
  from_home text NOT NULL,
  account_id uuid NOT NULL,
  amount bigint NOT NULL CHECK (amount BETWEEN 1 AND 9007199254740991),
  currency char(3) NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('credited', 'rejected')),
  transfer_id uuid,
  problem text,
  settled_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (book_id, movement_id),
  CONSTRAINT answered CHECK ((outcome = 'credited') = (transfer_id IS NOT NULL) AND (outcome = 'rejected') = (problem IS NOT NULL))
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.movement_actions
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.home_credits
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER kept BEFORE DELETE OR TRUNCATE ON ledger.movements
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();

GRANT SELECT, INSERT, UPDATE ON ledger.movements TO ledger_app;
GRANT SELECT, INSERT ON ledger.movement_actions, ledger.home_credits TO ledger_app;
