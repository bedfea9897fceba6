import type { Database, SqlExecutor } from '../../../kit/src/database/database.js';
import type { Role } from '../../../kit/src/lifecycle/role.js';
import type { Logger } from '../../../kit/src/logging/logger.js';
import { takeTurns } from '../../../kit/src/timing/take-turns.js';
import { listBooks } from '../books/books.js';
import { readLastBlock, readRecords } from './read-records.js';
import { sealBlock, type Block } from './sealed-block.js';

/** Most records of one block. */
export const RECORDS_PER_BLOCK = 1_000;
const SEAL_EVERY_MS = 1_000;

/** Seals new records into blocks, away from the path of any request. */
export function startSealer(parts: { readonly database: Database; readonly logger: Logger }): Role {
  const { database, logger } = parts;
  return takeTurns({
    ...{ name: 'sealer', roundMs: SEAL_EVERY_MS, logger },
    items: () => listBooks(database),
    visit: async (book) => ((await database.transaction((sql) => sealNext(sql, book.bookId))) ? book : undefined),
  });
}

/**
 * One block for each book that has records without one.
 *
 * @returns whether a book has more of them than fit a block
 */
export async function sealAll(database: Database): Promise<boolean> {
  let more = false;
  for (const { bookId } of await listBooks(database))
    more = (await database.transaction((sql) => sealNext(sql, bookId))) || more;
  return more;
}

async function sealNext(sql: SqlExecutor, bookId: number): Promise<boolean> {
  // One sealer a book; whoever comes second leaves it alone.
  const [lock] = await sql.query<{ locked: boolean }>(
    `SELECT pg_try_advisory_xact_lock(hashtextextended('ledger.sealer', $1::integer)) AS locked`,
    [bookId],
    'chain-lock',
  );
  if (lock?.locked !== true) return false;
  const [head] = await sql.query<{ sequence: bigint }>(
    'SELECT sequence FROM ledger.books WHERE book_id = $1',
    [bookId],
    'chain-head',
  );
  const previous = await readLastBlock(sql, bookId);
  const first = (previous?.lastSequence ?? 0n) + 1n;
  if (head === undefined || head.sequence < first) return false;
  const end = first + BigInt(RECORDS_PER_BLOCK) - 1n;
  const last = end < head.sequence ? end : head.sequence;
  const records = await readRecords(sql, bookId, first, last);
  const missing = records.findIndex(({ sequence }, index) => sequence !== first + BigInt(index));
  if (missing >= 0 || BigInt(records.length) !== last - first + 1n)
    throw new Error(`book ${bookId}: a record is missing between ${first} and ${last}; nothing is sealed`);
  await writeBlock(sql, sealBlock(bookId, previous, records));
  return last < head.sequence;
}

const writeBlock = (sql: SqlExecutor, block: Block): Promise<unknown> =>
  sql.query(
    `INSERT INTO ledger.blocks (book_id, height, first_sequence, last_sequence, previous_hash, hash, digests)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      ...[block.bookId, block.height, block.firstSequence, block.lastSequence],
      ...[block.previousHash, block.hash, block.digests],
    ],
    'chain-write',
  );
