import type { Database, SqlExecutor } from '../../../kit/src/database/database.js';

/** A part of the ledger that is written in one place. */
export interface Book {
  readonly bookId: number;
  readonly name: string;
  /** Location that writes it. */
  readonly home: string;
  readonly homeEpoch: bigint;
  /** Records in its journal. */
  readonly sequence: bigint;
}

const COLUMNS = `book_id AS "bookId", name, home, home_epoch AS "homeEpoch", sequence`;

/** Creates a book; the same book again is no change. */
export async function createBook(database: Database, book: Pick<Book, 'bookId' | 'name' | 'home'>): Promise<Book> {
  const { bookId, name, home } = book;
  await database.query(
    `INSERT INTO ledger.books (book_id, name, home) VALUES ($1, $2, $3) ON CONFLICT (book_id) DO NOTHING`,
    [bookId, name, home],
  );
  const created = await readBook(database, bookId);
  if (created?.name !== name || created.home !== home)
    throw new Error(`book ${bookId} exists with another name or home`);
  return created;
}

/** One book, or undefined. */
export async function readBook(database: Database, bookId: number): Promise<Book | undefined> {
  const [book] = await database.query<Book>(`SELECT ${COLUMNS} FROM ledger.books WHERE book_id = $1`, [bookId]);
  return book;
}

/** Every book of this database. */
export const listBooks = (sql: SqlExecutor): Promise<readonly Book[]> =>
  sql.query<Book>(`SELECT ${COLUMNS} FROM ledger.books ORDER BY book_id`);

/**
 * Fences every writer with an older epoch out of a home's books; part of a promotion. Writers that are in a book finish first.
 *
 * @returns how many books were raised
 */
export async function raiseHomeEpoch(database: Database, home: string, epoch: bigint): Promise<number> {
  const raised = await database.query(
    `UPDATE ledger.books SET home_epoch = $2 WHERE home = $1 AND home_epoch < $2 RETURNING book_id`,
    [home, epoch],
  );
  return raised.length;
}
