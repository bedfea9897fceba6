import type { Posting } from './commands.js';
import type { Effect } from './decision.js';

export type TransferKind = 'posting' | 'hold' | 'commit' | 'void' | 'expiry' | 'reversal';

/** An effect with its place in the journal of its book. */
export interface JournalRecord {
  readonly bookId: number;
  readonly sequence: bigint;
  readonly homeEpoch: bigint;
  readonly recordedAt: Date;
  readonly requestedBy: string;
  readonly effect: Effect;
}

/** One side of a posting: what it did to one account. */
export interface EntryDraft {
  readonly accountId: string;
  /** Gap-free in the account. */
  readonly version: bigint;
  /** Positive into the account, negative out of it. */
  readonly amount: bigint;
  readonly balanceAfter: bigint;
}

export type TransferEffect = Extract<Effect, { type: 'transfer' }>;

export type TransferRecord = JournalRecord & { readonly effect: TransferEffect };

/** The records that are transfers. */
export const transfersOf = (records: readonly JournalRecord[]): TransferRecord[] =>
  records.filter((record): record is TransferRecord => record.effect.type === 'transfer');

/** How a hold ended. */
export interface Settlement {
  readonly bookId: number;
  readonly holdId: string;
  readonly state: 'committed' | 'voided' | 'expired';
  readonly committedAmount: bigint | null;
  readonly settledBy: string;
}

/** The opposite of postings, in the opposite order. */
export const reversed = (postings: readonly Posting[]): Posting[] =>
  postings.map(({ from, to, amount }) => ({ from: to, to: from, amount })).reverse();
