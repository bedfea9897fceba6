import { z } from 'zod';
import { deadLetterTopic } from '../../../definition/names.js';
import type { Database } from '../../../kit/src/database/database.js';
import type { DomainEvent, EventBus } from '../../../kit/src/events/event.js';
import type { Role } from '../../../kit/src/lifecycle/role.js';
import type { Clock } from '../../../kit/src/clock/clock.js';
import type { Journal } from '../journal/commands.js';
import { bookOf } from '../journal/identifiers.js';
import { submitted } from '../movements/journal-step.js';
import { derivedId, derivedUuid } from '../movements/step-identity.js';

export const DECISIONS_TOPIC = 'fraud.decision';
export const DECISIONS_GROUP = 'ledger-decisions';
const DECISIONS_ACTOR = 'system:decisions';
const ATTEMPTS = 8;

/** What the ledger needs of `fraud.decision/v1`. Anything but a clear yes or no leaves the hold to its expiry. */
export const fraudDecision = z.object({ transferId: z.uuid(), decision: z.string() });

export interface DecisionParts {
  readonly database: Database;
  readonly journal: Journal;
  readonly clock: Pick<Clock, 'now'>;
}

export const SCREENED_HOLD = `SELECT hold.state FROM ledger.transfers AS transfer
  JOIN ledger.holds AS hold ON hold.book_id = transfer.book_id AND hold.hold_id = transfer.transfer_id
  WHERE transfer.book_id = $1 AND transfer.transfer_id = $2 AND transfer.saga_id = transfer.transfer_id`;

/** Commits or voids screened transfers as fraud decides. Holds of callers and of movements are none of its business. */
export async function startDecisionConsumer(parts: DecisionParts, bus: EventBus): Promise<Role> {
  const consumer = await bus.subscribe({
    ...{ group: DECISIONS_GROUP, topic: DECISIONS_TOPIC, attempts: ATTEMPTS },
    deadLetter: deadLetterTopic(DECISIONS_GROUP, DECISIONS_TOPIC),
    handle: ({ event }) => followDecision(parts, event),
  });
  return { name: 'fraud decisions', stop: () => consumer.stop() };
}

/**
 * Once for each hold: a decision that comes again finds it settled, or its key used.
 *
 * @throws what must be tried again later
 */
export async function followDecision({ database, journal }: DecisionParts, event: DomainEvent): Promise<void> {
  const { transferId: holdId, decision: verdict } = fraudDecision.parse(event.data);
  const type = verdict === 'approve' ? 'commit-hold' : verdict === 'decline' ? 'void-hold' : undefined;
  const bookId = bookOf(holdId);
  if (type === undefined || bookId === undefined) return;
  const [hold] = await database.query<{ state: string }>(SCREENED_HOLD, [bookId, holdId], 'decisions-hold');
  if (hold?.state !== 'pending') return;
  // One key for both: the first decision counts, a second one that differs changes nothing.
  const key = derivedUuid('decision', holdId);
  const outcome = await submitted(
    { journal },
    {
      ...{ type, bookId, holdId, transferId: derivedId(bookId, new Date(0), 'decision', holdId), actingHolder: null },
      ...{ claim: { key, bodyHash: key }, requestedBy: DECISIONS_ACTOR },
    },
  );
  if (outcome === undefined) throw new Error('the journal did not answer');
}
