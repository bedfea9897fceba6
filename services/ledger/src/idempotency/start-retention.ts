import type { Clock } from '../../../kit/src/clock/clock.js';
import type { Database } from '../../../kit/src/database/database.js';
import type { Role } from '../../../kit/src/lifecycle/role.js';
import type { Logger } from '../../../kit/src/logging/logger.js';
import { repeat } from '../../../kit/src/timing/repeat.js';
import { listBooks } from '../books/books.js';

/** How long answers are kept for callers that repeat a request. */
export interface RetentionOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly home: string;
  readonly retentionHours: number;
  /** Pause after nothing was left to forget. */
  readonly idleMs?: number;
}

const DEFAULT_IDLE_MS = 600_000;

/** One shard at a time, so that no deletion locks more than it needs. */
const FORGET = `DELETE FROM ledger.idempotency WHERE book_id = $1 AND key IN
  (SELECT key FROM ledger.idempotency WHERE book_id = $1 AND created_at < $2 LIMIT 2000)
  RETURNING 1`;

/** Forgets answers that nobody will ask for again. */
export function startRetention(options: RetentionOptions): Role {
  const idleMs = options.idleMs ?? DEFAULT_IDLE_MS;
  const work = async (): Promise<boolean> => (await forgetOldAnswers(options)) > 0;
  return repeat({ name: 'idempotency retention', idleMs, logger: options.logger, work });
}

/**
 * Forgets at most one chunk of each book of this home.
 *
 * @returns how many answers were forgotten
 */
export async function forgetOldAnswers(options: Omit<RetentionOptions, 'logger' | 'idleMs'>): Promise<number> {
  const { database, clock, home, retentionHours } = options;
  const before = new Date(clock.now().getTime() - retentionHours * 3_600_000);
  let forgotten = 0;
  for (const book of await listBooks(database)) {
    if (book.home !== home) continue;
    forgotten += (await database.query(FORGET, [book.bookId, before], 'idempotency-forget')).length;
  }
  return forgotten;
}
