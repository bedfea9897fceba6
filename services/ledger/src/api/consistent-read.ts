import type { IncomingHttpHeaders } from 'node:http';
import type { BookPosition } from '../journal/commands.js';
import type { JournalHistory } from '../records/journal-history.js';
import type { AccountHistory } from './account-history.js';
import { MIN_POSITION_HEADER, parsePosition } from './position.js';

/** Longest wait for the read model, in milliseconds; the journal answers after that. */
const LONGEST_WAIT_MS = 150;

/** The read side as the routes need it. */
export interface LaggingHistory extends AccountHistory {
  /** How far the read model has come in a book; undefined while it knows nothing of it. */
  readonly position: (bookId: number) => Promise<BookPosition | undefined>;
  /** True as soon as the read model contains the position, false when it does not within the time. */
  readonly waitFor: (position: BookPosition, timeoutMs: number) => Promise<boolean>;
}

export interface ReadRequest {
  readonly bookId: number;
  readonly headers: IncomingHttpHeaders;
  /** The caller wants nothing but the latest. */
  readonly strong: boolean;
  /** The caller asks about the past up to this moment; undefined for the present. */
  readonly until?: Date | undefined;
  readonly remainingMs: number;
}

/** Which side answers a read. */
export interface ReadSource {
  readonly name: 'read-model' | 'journal';
  readonly history: AccountHistory;
}

/**
 * Reads come from the read model, unless the caller needs more than it has: then it gets a moment to catch up, and after that the
 * journal answers. A position of another book says nothing about this one.
 */
export async function chooseSource(
  readModel: LaggingHistory,
  journal: JournalHistory,
  { bookId, headers, strong, remainingMs, until }: ReadRequest,
): Promise<ReadSource> {
  const needed = neededPosition(headers);
  const fromJournal: ReadSource = { name: 'journal', history: journal };
  if (strong) return fromJournal;
  if (until !== undefined && !(await knowsUntil(readModel, journal, bookId, until))) return fromJournal;
  const fromReadModel: ReadSource = { name: 'read-model', history: readModel };
  if (needed?.bookId !== bookId) return fromReadModel;
  const waitMs = Math.max(0, Math.min(LONGEST_WAIT_MS, remainingMs / 2));
  return (await readModel.waitFor(needed, waitMs)) ? fromReadModel : fromJournal;
}

/** What is said about the past must never change, so the side that says it has to know all of it. */
async function knowsUntil(
  readModel: LaggingHistory,
  journal: JournalHistory,
  bookId: number,
  until: Date,
): Promise<boolean> {
  const known = await readModel.position(bookId);
  const next = await journal.nextTransferAfter(bookId, known?.sequence ?? 0n);
  return next === undefined || next > until;
}

function neededPosition(headers: IncomingHttpHeaders): BookPosition | undefined {
  const text = headers[MIN_POSITION_HEADER];
  if (text === undefined) return undefined;
  return parsePosition(Array.isArray(text) ? text.join() : text);
}
