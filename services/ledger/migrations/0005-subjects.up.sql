-- People by pseudonym. Erasing one empties lookup and key: nobody can find the pseudonym any more, and what was sealed with the key
-- stays sealed. Neither captured nor published.
CREATE TABLE ledger.subjects (
  subject_id uuid PRIMARY KEY,
  -- HMAC of who it is, under a key that the database does not have.
  lookup bytea UNIQUE,
  -- The subject's own key, encrypted under the key-encryption key.
  wrapped_key bytea,
  created_at timestamptz NOT NULL DEFAULT now(),
  erased_at timestamptz,
  CONSTRAINT erased_completely CHECK ((erased_at IS NULL) = (lookup IS NOT NULL) AND (erased_at IS NULL) = (wrapped_key IS NOT NULL))
);

GRANT SELECT, INSERT, UPDATE (lookup, wrapped_key, erased_at) ON ledger.subjects TO ledger_app;
