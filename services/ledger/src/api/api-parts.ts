import type { Clock } from '../../../kit/src/clock/clock.js';
import type { Bookshelf } from '../books/bookshelf.js';
import type { Screening } from '../decisions/screened-hold.js';
import type { Journal } from '../journal/commands.js';
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
  readonly books: Bookshelf;
  readonly subjects: Subjects;
  readonly cursors: Cursors;
  readonly screening: TransferScreening;
  readonly clock: Clock;
}
