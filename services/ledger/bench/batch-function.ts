/**
 * What a lane writes for a batch, as one function for pgbench: the same locks, reads, rows, indexes and guards, with the decision
 * made by window functions instead of by the program. Pairs of accounts are drawn at random; `hot` lets every transfer pay account 0.
 *
 * `locking`: `book` takes the book's row, as the program does; `accounts` takes the accounts in the order of their ids instead, and
 * numbers records by a sequence, which leaves gaps and no order of the book.
 */
export const BATCH_FUNCTION = `
CREATE TABLE bench_accounts AS
  SELECT book_id, (row_number() OVER (PARTITION BY book_id ORDER BY account_id) - 1)::int AS place, account_id
  FROM ledger.accounts WHERE kind = 'customer';
CREATE UNIQUE INDEX ON bench_accounts (book_id, place);
CREATE SEQUENCE bench_sequence START 1000000000;
ANALYZE bench_accounts;

CREATE FUNCTION bench_batch(book integer, size integer, hot boolean, locking text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  head bigint;
  people integer;
  froms uuid[];
  tos uuid[];
  moment timestamptz := clock_timestamp();
  epoch bigint;
BEGIN
  SELECT count(*) INTO people FROM bench_accounts WHERE book_id = book;
  SELECT array_agg(payer.account_id), array_agg(payee.account_id) INTO froms, tos
    FROM (SELECT n, 1 + floor(random() * (people - 1))::int AS a, floor(random() * people)::int AS b FROM generate_series(1, size) AS n) AS pair
    JOIN bench_accounts AS payer ON payer.book_id = book AND payer.place = pair.a
    JOIN bench_accounts AS payee ON payee.book_id = book
      AND payee.place = CASE WHEN hot THEN 0 WHEN pair.b = pair.a THEN 0 ELSE pair.b END;
  IF locking = 'book' THEN
    SELECT sequence, home_epoch, greatest(recorded_at, moment) INTO head, epoch, moment
      FROM ledger.books WHERE book_id = book ORDER BY book_id FOR UPDATE;
  ELSE
    PERFORM 1 FROM ledger.balances WHERE book_id = book AND account_id = ANY (froms || tos) ORDER BY account_id FOR UPDATE;
    SELECT home_epoch INTO epoch FROM ledger.books WHERE book_id = book;
    head := nextval('bench_sequence') * 1000;
  END IF;
  PERFORM * FROM ledger.idempotency JOIN (SELECT book AS book_id, gen_random_uuid() AS key FROM generate_series(1, size)) AS asked
    USING (book_id, key);
  PERFORM * FROM ledger.balances JOIN ledger.accounts USING (book_id, account_id)
    WHERE book_id = book AND account_id = ANY (froms || tos);
  WITH pairs AS (SELECT n::int AS n, f, t, gen_random_uuid() AS transfer_id FROM unnest(froms, tos) WITH ORDINALITY AS pair (f, t, n)),
    moved AS (SELECT n, f AS account_id, -1 AS amount FROM pairs UNION ALL SELECT n, t, 1 FROM pairs),
    entered AS (SELECT n, moved.account_id, amount,
        balance.version + row_number() OVER account AS version, balance.posted + sum(amount) OVER account AS balance_after
      FROM moved JOIN ledger.balances AS balance ON balance.book_id = book AND balance.account_id = moved.account_id
      WINDOW account AS (PARTITION BY moved.account_id ORDER BY n, amount)),
    new_transfers AS (INSERT INTO ledger.transfers (book_id, sequence, transfer_id, kind, currency, from_accounts, to_accounts, amounts,
        requested_by, home_epoch, recorded_at)
      SELECT book, head + n, transfer_id, 'posting', 'USD', ARRAY[f], ARRAY[t], '{1}', 'client:bench', epoch, moment FROM pairs),
    new_entries AS (INSERT INTO ledger.entries (book_id, account_id, version, sequence, amount, balance_after, recorded_at)
      SELECT book, account_id, version, head + n, amount, balance_after, moment FROM entered),
    new_answers AS (INSERT INTO ledger.idempotency (book_id, key, body_hash, record_id, sequence, created_at)
      SELECT book, gen_random_uuid(), gen_random_uuid(), transfer_id, head + n, moment FROM pairs),
    new_events AS (INSERT INTO ledger.outbox (partition_key, topic, event)
      SELECT book::text, 'ledger.transfer-posted', jsonb_build_object('specversion', '1.0', 'id', transfer_id, 'source', '/ledger/bench',
        'type', 'ledger.transfer-posted', 'subject', transfer_id, 'time', moment, 'datacontenttype', 'application/json',
        'dataschema', 'ledger.transfer-posted/v1', 'partitionkey', book::text, 'data', jsonb_build_object('bookId', book,
        'sequence', head + n, 'homeEpoch', epoch, 'transferId', transfer_id, 'currency', 'USD', 'requestedBy', 'client:bench',
        'sagaId', NULL, 'kind', 'posting', 'holdId', NULL,
        'postings', jsonb_build_array(jsonb_build_object('from', f, 'to', t, 'amount', 1)))) FROM pairs),
    new_heads AS (UPDATE ledger.books SET sequence = head + size, recorded_at = moment WHERE book_id = book AND locking = 'book'),
    last AS (SELECT DISTINCT ON (account_id) account_id, version, balance_after FROM entered ORDER BY account_id, version DESC)
    UPDATE ledger.balances AS balance SET posted = last.balance_after, version = last.version FROM last
      WHERE balance.book_id = book AND balance.account_id = last.account_id;
END $$;
`;
