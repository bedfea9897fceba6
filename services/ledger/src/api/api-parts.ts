import type { Clock } from '../../../kit/src/clock/clock.js';
import type { Books } from '../books/books.js';
import type { Journal } from '../journal/commands.js';
import type { ReadModel } from '../read-model/read-model.js';
import type { JournalRecords } from '../records/journal-records.js';
import type { SubjectDirectory } from '../subjects/subject-directory.js';
import type { Cursors } from './cursor.js';

/** What the routes speak to. */
export interface ApiParts {
  readonly journal: Journal;
  /** Single accounts and transfers, always up to date. */
  readonly records: JournalRecords;
  /** Balances and history, a moment behind. */
  readonly readModel: ReadModel;
  readonly books: Books;
  readonly subjects: SubjectDirectory;
  readonly cursors: Cursors;
  readonly clock: Clock;
  /** Location that this program writes for. */
  readonly home: string;
}
