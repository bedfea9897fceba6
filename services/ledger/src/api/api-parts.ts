import type { Clock } from '../../../kit/src/clock/clock.js';
import type { Screening } from '../decisions/screened-hold.js';
import type { Journal } from '../journal/commands.js';
import type { BookRecord } from '../records/book-record.js';
import type { JournalRecords } from '../records/journal-records.js';
import type { AccountHistory } from './account-history.js';
import type { Pseudonyms } from './acting-caller.js';
import type { LaggingHistory } from './consistent-read.js';
import type { Cursors } from './cursor.js';

/** People's pseudonyms, and texts about them that end with them. */
export interface Subjects extends Pseudonyms {
  /** Encrypts with the key of a subject, given by pseudonym. */
  readonly seal: (pseudonym: string, text: string) => Promise<Uint8Array>;
  /** Null once the subject was erased. */
  readonly open: (sealed: Uint8Array) => Promise<string | null>;
}

/** The books of this location. */
export interface Books {
  readonly list: () => Promise<readonly BookRecord[]>;
  /** @throws Problem `book-exists` for another book with that id or name; the same book again is the same answer */
  readonly open: (bookId: number, name: string) => Promise<BookRecord>;
}

/** Large transfers wait for fraud's decision while the flag is on. */
export interface TransferScreening extends Screening {
  readonly active: () => Promise<boolean>;
}

/** What the routes speak to. */
export interface ApiParts {
  readonly journal: Journal;
  /** Single accounts and transfers, always up to date. */
  readonly records: JournalRecords;
  /** Balances and history from the journal, always up to date. */
  readonly journalHistory: AccountHistory;
  /** The same, a moment behind. */
  readonly readModel: LaggingHistory;
  readonly books: Books;
  readonly subjects: Subjects;
  readonly cursors: Cursors;
  readonly screening: TransferScreening;
  readonly clock: Clock;
}
