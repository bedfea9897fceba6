import type { Clock } from '../../../kit/src/clock/clock.js';
import type { Bookshelf } from '../books/bookshelf.js';
import type { Screening } from '../decisions/screened-hold.js';
import type { Journal } from '../journal/commands.js';
import type { JournalHistory } from '../records/journal-history.js';
import type { JournalRecords } from '../records/journal-records.js';
import type { SubjectDirectory } from '../subjects/subject-directory.js';
import type { LaggingHistory } from './consistent-read.js';
import type { Cursors } from './cursor.js';

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
  readonly journalHistory: JournalHistory;
  /** The same, a moment behind. */
  readonly readModel: LaggingHistory;
  readonly books: Bookshelf;
  readonly subjects: SubjectDirectory;
  readonly cursors: Cursors;
  readonly screening: TransferScreening;
  readonly clock: Clock;
}
