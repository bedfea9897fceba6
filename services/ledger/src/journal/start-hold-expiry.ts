import type { Clock } from '../../../kit/src/clock/clock.js';
import type { Database } from '../../../kit/src/database/database.js';
import { idempotencyClaim } from '../../../kit/src/http/idempotency-key.js';
import type { HomeLease } from '../../../kit/src/leases/home-lease.js';
import type { Role } from '../../../kit/src/lifecycle/role.js';
import type { Logger } from '../../../kit/src/logging/logger.js';
import { repeat } from '../../../kit/src/timing/repeat.js';
import type { Journal } from './commands.js';
import { newId } from './identifiers.js';

/** What gives money back when the time of its hold is over. */
export interface HoldExpiryOptions {
  readonly database: Database;
  readonly journal: Journal;
  readonly lease: HomeLease;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Pause between two looks. */
  readonly idleMs?: number;
}

const DUE_HOLDS = `SELECT hold.book_id AS "bookId", hold.hold_id AS "holdId"
  FROM ledger.holds AS hold JOIN ledger.books AS book USING (book_id)
  WHERE hold.state = 'pending' AND hold.expires_at <= $1 AND book.home = $2
  ORDER BY hold.expires_at LIMIT 100`;
const ACTOR = 'system:hold-expiry';
const DEFAULT_IDLE_MS = 1_000;
const KEY_LIFETIME_MS = 60_000;

/**
 * Expires due holds of this home through the journal, like any other command: a commit that comes at the same time either wins or
 * finds the hold expired. Every process may do it; the key makes them one attempt.
 */
export function startHoldExpiry(options: HoldExpiryOptions): Role {
  const { lease, logger, idleMs } = options;
  const work = async (): Promise<boolean> => lease.currentEpoch() !== undefined && (await expireDueHolds(options)) > 0;
  return repeat({ name: 'hold expiry', idleMs: idleMs ?? DEFAULT_IDLE_MS, logger, work });
}

/**
 * One look.
 *
 * @returns how many holds it expired
 */
export async function expireDueHolds(options: Omit<HoldExpiryOptions, 'logger' | 'idleMs'>): Promise<number> {
  const { database, journal, lease, clock } = options;
  const now = clock.now();
  const due = await database.query<{ bookId: number; holdId: string }>(
    DUE_HOLDS,
    [now, lease.home],
    'journal-due-holds',
  );
  // A clock that stepped back may refuse an expiry; a new key after a while tries again.
  const period = Math.floor(now.getTime() / KEY_LIFETIME_MS);
  const outcomes = await Promise.all(
    due.map(({ bookId, holdId }) =>
      journal.submit({
        type: 'expire-hold',
        bookId,
        holdId,
        transferId: newId(bookId, clock),
        actingHolder: null,
        requestedBy: ACTOR,
        claim: idempotencyClaim({
          caller: { subject: ACTOR, clientId: '' },
          operation: 'expire-hold',
          key: `${holdId}:${period}`,
          content: {},
        }),
      }),
    ),
  );
  return outcomes.filter(({ accepted, replayed }) => accepted && !replayed).length;
}
