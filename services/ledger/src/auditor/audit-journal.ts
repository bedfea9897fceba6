import type { Database, SqlExecutor } from '../../../kit/src/database/database.js';
import { readLastBlock } from '../chain/read-records.js';
import { verifyBook } from '../chain/verify-chain.js';
import { INVARIANTS } from './invariants.js';

/** Something that must never be: which promise is broken, and where. */
export interface Violation {
  /** Code of an invariant, or `chain`. */
  readonly code: string;
  readonly evidence: string;
}

/** Where an audit of a book stands. */
export interface AuditPosition {
  readonly bookId: number;
  readonly sequence: bigint;
  /** Verified blocks. */
  readonly height: bigint;
}

/** Rows shown of each broken invariant. */
const MOST_EVIDENCE = 5;
const SWEEP_TIMEOUT_MS = 3_600_000;
const RECENT_TIMEOUT_MS = 60_000;

/** Looks at everything: all invariants over all books and every chain from its first block. One snapshot for all of it. */
export function auditEverything(database: Database): Promise<readonly Violation[]> {
  return inSnapshot(database, SWEEP_TIMEOUT_MS, async (sql) => {
    const found: Violation[] = [];
    for (const { code, everything } of INVARIANTS) found.push(...(await evidence(sql, code, everything)));
    const books = await sql.query<{ book_id: number }>('SELECT book_id FROM ledger.books ORDER BY book_id');
    for (const { book_id } of books) {
      const { fault } = await verifyBook(sql, book_id);
      if (fault !== null) found.push({ code: 'chain', evidence: fault });
    }
    return found;
  });
}

/** Looks at what happened to a book since a position, at most `limit` records of it. */
export function auditRecent(
  database: Database,
  from: AuditPosition,
  limit: number,
): Promise<{ readonly violations: readonly Violation[]; readonly position: AuditPosition }> {
  const { bookId } = from;
  return inSnapshot(database, RECENT_TIMEOUT_MS, async (sql) => {
    const [head] = await sql.query<{ sequence: bigint }>('SELECT sequence FROM ledger.books WHERE book_id = $1', [
      bookId,
    ]);
    const newest = head?.sequence ?? 0n;
    const to = from.sequence + BigInt(limit) < newest ? from.sequence + BigInt(limit) : newest;
    const violations: Violation[] = [];
    if (to > from.sequence)
      for (const { code, recent } of INVARIANTS)
        if (recent !== undefined) violations.push(...(await evidence(sql, code, recent, [bookId, from.sequence, to])));
    const { fault } = await verifyBook(sql, bookId, from.height);
    if (fault !== null) violations.push({ code: 'chain', evidence: fault });
    const last = await readLastBlock(sql, bookId);
    const height = fault === null ? (last?.height ?? 0n) : from.height;
    return { violations, position: { bookId, sequence: to, height } };
  });
}

const inSnapshot = <T>(
  database: Database,
  statementTimeoutMs: number,
  look: (sql: SqlExecutor) => Promise<T>,
): Promise<T> => database.transaction(look, { isolation: 'repeatable read', readOnly: true, statementTimeoutMs });

async function evidence(
  sql: SqlExecutor,
  code: string,
  statement: string,
  parameters: readonly (number | bigint)[] = [],
): Promise<Violation[]> {
  const rows = await sql.query(`${statement} LIMIT ${MOST_EVIDENCE}`, parameters);
  return rows.map((row) => ({
    code,
    evidence: JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  }));
}
