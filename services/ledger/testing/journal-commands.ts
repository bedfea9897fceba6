import { createHash, randomUUID } from 'node:crypto';
import { systemClock } from '../../kit/src/clock/clock.js';
import type {
  CommitHold,
  HoldFunds,
  OpenAccount,
  Outcome,
  PostTransfer,
  ReleaseHold,
} from '../src/journal/commands.js';
import type { ReverseTransfer } from '../src/journal/commands.js';
import { bookOf, newId } from '../src/journal/identifiers.js';

/** The book of a command's first id. */
const bookIn = (id: string): number => bookOf(id) ?? 1;

/** A claim under a new key, or under the one given. */
export const claimOf = (key: string = randomUUID(), body = 'body') => {
  const hex = createHash('sha256').update(body).digest('hex');
  const bodyHash = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
  return { key, bodyHash };
};

const baseOf = (bookId: number) => ({ bookId, claim: claimOf(), requestedBy: 'system:test' });
const DETAILS = { currency: 'USD', actingHolder: null, metadata: {}, counterpartyRef: null, sagaId: null };

/** Opens an account; without a limit it may owe as much as it likes. */
export const opening = (
  bookId: number,
  overdraftLimit: bigint | null,
  more: Partial<OpenAccount> = {},
): OpenAccount => ({
  ...baseOf(bookId),
  type: 'open-account',
  accountId: newId(bookId, systemClock),
  currency: 'USD',
  accountKind: overdraftLimit === null ? 'external' : 'customer',
  holderRef: null,
  overdraftLimit,
  transferLimit: null,
  balanceLimit: null,
  metadata: {},
  ...more,
});

/** One posting from one account to another. */
export const payment = (from: string, to: string, amount: bigint, more: Partial<PostTransfer> = {}): PostTransfer => ({
  ...baseOf(bookIn(from)),
  ...DETAILS,
  type: 'post-transfer',
  transferId: newId(bookIn(from), systemClock),
  postings: [{ from, to, amount }],
  ...more,
});

/** Sets money aside. */
export const holding = (from: string, to: string, amount: bigint, expiresAt: Date): HoldFunds => ({
  ...baseOf(bookIn(from)),
  ...DETAILS,
  type: 'hold-funds',
  transferId: newId(bookIn(from), systemClock),
  posting: { from, to, amount },
  expiresAt,
});

/** Commits a hold, wholly or in part. */
export const committing = (holdId: string, amount?: bigint): CommitHold => ({
  ...settling(holdId),
  type: 'commit-hold',
  ...(amount === undefined ? {} : { amount }),
});

/** Voids or expires a hold. */
export const releasing = (holdId: string, type: ReleaseHold['type']): ReleaseHold => ({ ...settling(holdId), type });

const settling = (holdId: string) => ({
  ...baseOf(bookIn(holdId)),
  transferId: newId(bookIn(holdId), systemClock),
  holdId,
  actingHolder: null,
});

/** Undoes a transfer. */
export const reversing = (reversedId: string): ReverseTransfer => ({
  ...baseOf(bookIn(reversedId)),
  type: 'reverse-transfer',
  transferId: newId(bookIn(reversedId), systemClock),
  reversedId,
  reason: 'test',
  actingHolder: null,
});

/** `accepted`, or the code of the refusal. */
export const codeOf = (outcome: Outcome): string => (outcome.accepted ? 'accepted' : outcome.problem.code);

/** The code of whatever a command ended with, thrown or answered. */
export const endOf = (submitted: Promise<Outcome>): Promise<string> =>
  submitted.then(codeOf, (error: unknown) =>
    typeof error === 'object' && error !== null && 'kind' in error ? problemCode(error.kind) : String(error),
  );

const problemCode = (kind: unknown): string =>
  typeof kind === 'object' && kind !== null && 'code' in kind ? String(kind.code) : 'unknown';
