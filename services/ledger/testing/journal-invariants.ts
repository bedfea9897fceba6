import type { SqlExecutor } from '../../kit/src/database/database.js';

/** What must be true of every journal at every moment; each statement finds what breaks it. */
const INVARIANTS: Readonly<Record<string, string>> = {
  'money is neither made nor lost': `SELECT book_id, currency, sum(posted) FROM ledger.balances
    GROUP BY book_id, currency HAVING sum(posted) <> 0`,
  'every record sums to zero': `SELECT book_id, sequence FROM ledger.entries GROUP BY book_id, sequence HAVING sum(amount) <> 0`,
  'a balance is the sum of its entries': `SELECT balance.account_id FROM ledger.balances AS balance
    LEFT JOIN (SELECT book_id, account_id, sum(amount) AS total, count(*) AS entries, max(version) AS last
      FROM ledger.entries GROUP BY book_id, account_id) AS entry USING (book_id, account_id)
    WHERE balance.posted <> coalesce(entry.total, 0) OR balance.version <> coalesce(entry.entries, 0)
      OR balance.version <> coalesce(entry.last, 0)`,
  'entries continue each other': `SELECT account_id FROM (SELECT account_id, version, balance_after - amount AS before,
      lag(balance_after, 1, 0::bigint) OVER account AS stored, row_number() OVER account AS place
    FROM ledger.entries WINDOW account AS (PARTITION BY book_id, account_id ORDER BY version)) AS entry
    WHERE before <> stored OR version <> place`,
  'what is held is what pending holds say': `SELECT balance.account_id FROM ledger.balances AS balance
    LEFT JOIN (SELECT book_id, from_account AS account_id, sum(amount) AS total FROM ledger.holds WHERE state = 'pending'
      GROUP BY book_id, from_account) AS hold USING (book_id, account_id)
    WHERE balance.held <> coalesce(hold.total, 0)`,
  'nobody has drawn too much': `SELECT account_id FROM ledger.balances
    WHERE held < 0 OR posted - held + overdraft_limit < 0 OR posted > balance_limit`,
  'sequences have no gap': `SELECT book.book_id FROM ledger.books AS book LEFT JOIN (
      SELECT book_id, count(*) AS records, count(DISTINCT sequence) AS numbers, max(sequence) AS last, min(sequence) AS first
      FROM (SELECT book_id, sequence FROM ledger.accounts UNION ALL SELECT book_id, sequence FROM ledger.account_changes
        UNION ALL SELECT book_id, sequence FROM ledger.transfers) AS record GROUP BY book_id) AS written USING (book_id)
    WHERE book.sequence <> coalesce(records, 0) OR book.sequence <> coalesce(numbers, 0) OR book.sequence <> coalesce(last, 0)`,
  'times never go back': `SELECT book_id, sequence FROM (SELECT book_id, sequence, recorded_at,
      lag(recorded_at) OVER (PARTITION BY book_id ORDER BY sequence) AS before FROM ledger.transfers) AS record
    WHERE recorded_at < before`,
  'a hold is settled once, for no more than it held': `SELECT hold.hold_id FROM ledger.holds AS hold
    LEFT JOIN (SELECT book_id, related_id AS hold_id, count(*) AS settlements FROM ledger.transfers
      WHERE kind IN ('commit', 'void', 'expiry') GROUP BY book_id, related_id) AS settled USING (book_id, hold_id)
    WHERE coalesce(settlements, 0) <> CASE hold.state WHEN 'pending' THEN 0 ELSE 1 END
      OR committed_amount > amount`,
  'every event of a record is in the outbox once': `SELECT record.transfer_id FROM ledger.transfers AS record
    LEFT JOIN (SELECT event ->> 'subject' AS transfer_id, count(*) AS events FROM ledger.outbox GROUP BY 1) AS told
      ON told.transfer_id = record.transfer_id::text
    WHERE told.events IS DISTINCT FROM 1`,
};

/** Names of the invariants that do not hold. The outbox is looked at only where nothing takes from it. */
export async function brokenInvariants(sql: SqlExecutor, outboxIsKept = true): Promise<string[]> {
  const broken: string[] = [];
  for (const [name, statement] of Object.entries(INVARIANTS)) {
    if (!outboxIsKept && name.includes('outbox')) continue;
    const rows = await sql.query(`${statement} LIMIT 1`);
    if (rows.length > 0)
      broken.push(
        `${name}: ${JSON.stringify(rows[0], (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))}`,
      );
  }
  return broken;
}
