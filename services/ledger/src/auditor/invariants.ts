/** What must be true of every journal at every moment. The statement finds what breaks it, so no row is the good answer. */
export interface Invariant {
  /** Stable; the label of the metric. */
  readonly code: string;
  readonly title: string;
  /** Over all books. Each row names what is broken. */
  readonly everything: string;
  /** Over what the records of one book ($1) after one sequence ($2) up to another ($3) touch; missing where only all of it tells. */
  readonly recent?: string;
}

const RECENT = `book_id = $1 AND sequence > $2 AND sequence <= $3`;
const RECENT_ACCOUNTS = `SELECT DISTINCT book_id, account_id FROM ledger.entries WHERE ${RECENT}`;
const RECORDS = `SELECT book_id, sequence FROM ledger.accounts UNION ALL SELECT book_id, sequence FROM ledger.account_changes
  UNION ALL SELECT book_id, sequence FROM ledger.transfers`;
/**
 * Expected and written entries of each record, counted in one pass. A join would be planned by what the statistics say of records
 * that are newer than them, which is that there are none, and compare everything with everything.
 */
const countedPostings = (range: string): string => `SELECT book_id, sequence FROM (
    SELECT book_id, sequence, CASE WHEN moves THEN 2 * cardinality(amounts) ELSE 0 END AS missing,
      CASE WHEN moves THEN (SELECT sum(amount) FROM unnest(amounts) AS amount) ELSE 0 END AS missing_amount
    FROM (SELECT *, kind IN ('posting', 'commit', 'reversal') AS moves FROM ledger.transfers WHERE ${range}) AS transfer
    UNION ALL SELECT book_id, sequence, -1, -greatest(amount, 0) FROM ledger.entries WHERE ${range}) AS line
  GROUP BY book_id, sequence HAVING sum(missing) <> 0 OR sum(missing_amount) <> 0`;

/** In the order in which a reader of the report wants them. */
export const INVARIANTS: readonly Invariant[] = [
  {
    code: 'conservation',
    title: 'money is neither made nor lost in a book and currency',
    everything: `SELECT book_id, currency, sum(posted)::text AS surplus FROM ledger.balances
      GROUP BY book_id, currency HAVING sum(posted) <> 0`,
  },
  {
    code: 'zero-sum',
    title: 'the entries of every record sum to zero',
    everything: `SELECT book_id, sequence, sum(amount)::text AS surplus FROM ledger.entries
      GROUP BY book_id, sequence HAVING sum(amount) <> 0`,
    recent: `SELECT sequence, sum(amount)::text AS surplus FROM ledger.entries WHERE ${RECENT}
      GROUP BY sequence HAVING sum(amount) <> 0`,
  },
  {
    code: 'entries-complete',
    title: 'every posting has its two entries',
    everything: countedPostings('true'),
    recent: countedPostings(RECENT),
  },
  {
    code: 'continuity',
    title: 'the entries of an account continue each other without a gap',
    everything: `SELECT book_id, account_id, version FROM (
        SELECT book_id, account_id, version, balance_after - amount AS before,
          lag(balance_after, 1, 0::bigint) OVER account AS stored, row_number() OVER account AS place
        FROM ledger.entries WINDOW account AS (PARTITION BY book_id, account_id ORDER BY version)) AS entry
      WHERE before <> stored OR version <> place`,
    recent: `SELECT entry.account_id, entry.version FROM ledger.entries AS entry
      LEFT JOIN ledger.entries AS before ON before.book_id = entry.book_id AND before.account_id = entry.account_id
        AND before.version = entry.version - 1
      WHERE entry.book_id = $1 AND entry.sequence > $2 AND entry.sequence <= $3
        AND entry.balance_after - entry.amount <> CASE entry.version WHEN 1 THEN 0 ELSE coalesce(before.balance_after, entry.balance_after) END`,
  },
  {
    code: 'balance',
    title: 'a balance is the sum of its entries and says what the last one says',
    everything: `SELECT balance.book_id, balance.account_id FROM ledger.balances AS balance LEFT JOIN (
        SELECT book_id, account_id, sum(amount) AS total, count(*) AS entries, max(version) AS last FROM ledger.entries
        GROUP BY book_id, account_id) AS entry USING (book_id, account_id)
      WHERE balance.posted <> coalesce(entry.total, 0) OR balance.version <> coalesce(entry.entries, 0)
        OR balance.version <> coalesce(entry.last, 0)`,
    recent: `SELECT touched.account_id FROM (${RECENT_ACCOUNTS}) AS touched
      LEFT JOIN ledger.balances AS balance USING (book_id, account_id)
      LEFT JOIN LATERAL (SELECT version, balance_after FROM ledger.entries AS entry
        WHERE entry.book_id = touched.book_id AND entry.account_id = touched.account_id
        ORDER BY entry.book_id DESC, entry.account_id DESC, entry.version DESC LIMIT 1) AS last ON true
      WHERE balance.version IS DISTINCT FROM last.version OR balance.posted IS DISTINCT FROM last.balance_after`,
  },
  {
    code: 'holds',
    title: 'what is held is the sum of the pending holds',
    everything: `SELECT balance.book_id, balance.account_id FROM ledger.balances AS balance LEFT JOIN (
        SELECT book_id, from_account AS account_id, sum(amount) AS total FROM ledger.holds WHERE state = 'pending'
        GROUP BY book_id, from_account) AS hold USING (book_id, account_id)
      WHERE balance.held <> coalesce(hold.total, 0)`,
  },
  {
    code: 'settlement',
    title: 'a hold is settled once, for no more than it held',
    everything: `SELECT hold.book_id, hold.hold_id FROM ledger.holds AS hold LEFT JOIN (
        SELECT book_id, related_id AS hold_id, count(*) AS settlements FROM ledger.transfers
        WHERE kind IN ('commit', 'void', 'expiry') GROUP BY book_id, related_id) AS settled USING (book_id, hold_id)
      WHERE coalesce(settlements, 0) <> CASE hold.state WHEN 'pending' THEN 0 ELSE 1 END OR committed_amount > amount`,
  },
  {
    code: 'reversal',
    title: 'a transfer is reversed at most once, by its opposite',
    everything: `SELECT reversal.book_id, reversal.transfer_id FROM ledger.transfers AS reversal
      LEFT JOIN ledger.transfers AS original ON original.book_id = reversal.book_id
        AND original.transfer_id = reversal.related_id
      WHERE reversal.kind = 'reversal' AND (original.kind IS NULL OR original.kind NOT IN ('posting', 'commit')
        OR (SELECT sum(amount) FROM unnest(original.amounts) AS amount)
          <> (SELECT sum(amount) FROM unnest(reversal.amounts) AS amount))`,
  },
  {
    code: 'limits',
    title: 'nobody has drawn or holds more than allowed',
    everything: `SELECT book_id, account_id FROM ledger.balances
      WHERE held < 0 OR posted - held + overdraft_limit < 0 OR posted > balance_limit`,
  },
  {
    code: 'accounts',
    title: 'every account has a balance in its currency, and every balance an account',
    everything: `SELECT book_id, account_id FROM ledger.accounts AS account FULL JOIN ledger.balances AS balance
      USING (book_id, account_id) WHERE account.currency IS DISTINCT FROM balance.currency`,
  },
  {
    code: 'sequence',
    title: 'the journal of a book has no gap',
    everything: `SELECT book.book_id FROM ledger.books AS book LEFT JOIN (
        SELECT book_id, count(*) AS records, count(DISTINCT sequence) AS numbers, max(sequence) AS last FROM (${RECORDS}) AS record
        GROUP BY book_id) AS written USING (book_id)
      WHERE book.sequence <> coalesce(records, 0) OR book.sequence <> coalesce(numbers, 0) OR book.sequence <> coalesce(last, 0)`,
    recent: `SELECT count(*) AS records FROM (
        SELECT sequence FROM ledger.accounts WHERE ${RECENT} UNION ALL SELECT sequence FROM ledger.account_changes WHERE ${RECENT}
        UNION ALL SELECT sequence FROM ledger.transfers WHERE ${RECENT}) AS record
      HAVING count(*) <> $3 - $2 OR count(DISTINCT sequence) <> $3 - $2`,
  },
  {
    code: 'time',
    title: 'times never go back in a book',
    everything: `SELECT book_id, sequence FROM (SELECT book_id, sequence, recorded_at,
        lag(recorded_at) OVER (PARTITION BY book_id ORDER BY sequence) AS before FROM ledger.transfers) AS record
      WHERE recorded_at < before`,
    recent: `SELECT sequence FROM (SELECT sequence, recorded_at, lag(recorded_at) OVER (ORDER BY sequence) AS before
        FROM ledger.transfers WHERE ${RECENT}) AS record WHERE recorded_at < before`,
  },
];
