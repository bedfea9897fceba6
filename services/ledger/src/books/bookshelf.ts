import type { Database } from '../../../kit/src/database/database.js';
import { sqlState } from '../../../kit/src/database/sql-state.js';
import { Problem } from '../../../kit/src/problems/problem.js';
import { ledgerProblem } from '../problems.js';
import { type Book, createBook, listBooks, readBook } from './books.js';

/** The books of one location, as operators and callers see them. */
export interface Bookshelf {
  readonly list: () => Promise<readonly Book[]>;
  /**
   * Opens a book that this location writes; the same book again is the same answer.
   *
   * @throws Problem `book-exists` for another book with that id or name
   */
  readonly open: (bookId: number, name: string) => Promise<Book>;
}

const UNIQUE_VIOLATION = '23505';

/** @param home location that writes what is opened here */
export const createBookshelf = (database: Database, home: string): Bookshelf => ({
  list: () => listBooks(database),
  open: async (bookId, name) => {
    const known = await readBook(database, bookId);
    if (known !== undefined && (known.name !== name || known.home !== home)) throw bookExists();
    try {
      return await createBook(database, { bookId, name, home });
    } catch (error) {
      throw sqlState(error) === UNIQUE_VIOLATION ? bookExists() : error;
    }
  },
});

const bookExists = (): Problem => new Problem(ledgerProblem('book-exists'), 'Choose another id and another name.');
