import type { SqlExecutor } from '../../../kit/src/database/database.js';
import { encodedColumns, ENCODED_ENTRY, encodeRow, type EncodedTable, type Row } from './record-encoding.js';
import type { Block, SealableRecord } from './sealed-block.js';

const RECORD_TABLES = ['accounts', 'account_changes', 'transfers'] as const;

/** The records of a book from one sequence to another, both included, in order; what is missing is missing here too. */
export async function readRecords(
  sql: SqlExecutor,
  bookId: number,
  first: bigint,
  last: bigint,
): Promise<readonly SealableRecord[]> {
  const rows = (table: EncodedTable): Promise<readonly Row[]> =>
    sql.query<Row>(
      `SELECT ${encodedColumns(table)} FROM ledger.${table}
       WHERE book_id = $1 AND sequence BETWEEN $2 AND $3 ORDER BY ${table}.sequence`,
      [bookId, first, last],
      `chain-${table}`,
    );
  const lines = new Map<bigint, string[]>();
  for (const table of RECORD_TABLES) {
    for (const row of await rows(table)) {
      const sequence = sequenceOf(row);
      lines.set(sequence, [...(lines.get(sequence) ?? []), encodeRow(table, row)]);
    }
  }
  const entered = await sql.query<{ sequence: bigint; encoded: string }>(
    `SELECT sequence, string_agg(${ENCODED_ENTRY}, E'\\n' ORDER BY account_id, version) AS encoded FROM ledger.entries
     WHERE book_id = $1 AND sequence BETWEEN $2 AND $3 GROUP BY sequence`,
    [bookId, first, last],
    'chain-entries',
  );
  const entries = new Map(entered.map(({ sequence, encoded }) => [sequence, encoded]));
  return [...lines]
    .sort(([a], [b]) => Number(a - b))
    .map(([sequence, own]) => {
      const lines = entries.get(sequence);
      return { sequence, encoded: (lines === undefined ? own : [...own, lines]).join('\n') };
    });
}

function sequenceOf({ sequence }: Row): bigint {
  if (typeof sequence !== 'bigint') throw new TypeError('a sequence is a bigint');
  return sequence;
}

const BLOCK_COLUMNS = `book_id AS "bookId", height, first_sequence AS "firstSequence", last_sequence AS "lastSequence",
  previous_hash AS "previousHash", hash, digests`;

/** Blocks of a book above a height, in order. */
export const readBlocks = (sql: SqlExecutor, bookId: number, above: bigint, limit: number): Promise<readonly Block[]> =>
  sql.query<Block>(
    `SELECT ${BLOCK_COLUMNS} FROM ledger.blocks WHERE book_id = $1 AND height > $2 ORDER BY height LIMIT $3`,
    [bookId, above, limit],
    'chain-blocks',
  );

/** The block at a height. */
export async function readBlock(sql: SqlExecutor, bookId: number, height: bigint): Promise<Block | undefined> {
  const [block] = await readBlocks(sql, bookId, height - 1n, 1);
  return block?.height === height ? block : undefined;
}

/** The newest block of a book. */
export async function readLastBlock(sql: SqlExecutor, bookId: number): Promise<Block | undefined> {
  const [block] = await sql.query<Block>(
    `SELECT ${BLOCK_COLUMNS} FROM ledger.blocks WHERE book_id = $1 ORDER BY height DESC LIMIT 1`,
    [bookId],
    'chain-last-block',
  );
  return block;
}
