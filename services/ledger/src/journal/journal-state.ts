import type { AccountKind, Command } from './commands.js';

/** What an account may do; null is no limit. */
export interface AccountTerms {
  state: 'open' | 'frozen' | 'closed';
  overdraftLimit: bigint | null;
  transferLimit: bigint | null;
  balanceLimit: bigint | null;
}

/** An account as a batch sees it: loaded, then changed by one decision after the other. */
export interface AccountState extends AccountTerms {
  readonly bookId: number;
  readonly accountId: string;
  readonly currency: string;
  readonly kind: AccountKind;
  readonly holderRef: string | null;
  posted: bigint;
  held: bigint;
  version: bigint;
  /** What the database has to be told. */
  change: 'none' | 'changed' | 'opened';
}

/** Money set aside. */
export interface HoldState {
  readonly bookId: number;
  readonly holdId: string;
  readonly from: string;
  readonly to: string;
  readonly amount: bigint;
  readonly expiresAt: Date;
  state: 'pending' | 'committed' | 'voided' | 'expired';
}

/** A transfer that somebody wants to reverse. */
export interface PastTransfer {
  readonly transferId: string;
  readonly kind: 'posting' | 'hold' | 'commit' | 'void' | 'expiry' | 'reversal';
  readonly currency: string;
  readonly postings: readonly { readonly from: string; readonly to: string; readonly amount: bigint }[];
  reversed: boolean;
}

/** What the commands of a batch may need, found by id. */
export interface JournalState {
  readonly accounts: Map<string, AccountState>;
  readonly holds: Map<string, HoldState>;
  readonly transfers: Map<string, PastTransfer>;
}

/** Ids of what must be loaded before a command can be decided. A hold's accounts are found through the hold. */
export interface Needs {
  readonly accounts: readonly string[];
  readonly hold?: string;
  readonly transfer?: string;
}

/** What a command touches. */
export function needsOf(command: Command): Needs {
  switch (command.type) {
    case 'open-account':
    case 'change-account':
      return { accounts: [command.accountId] };
    case 'post-transfer':
      return { accounts: command.postings.flatMap(({ from, to }) => [from, to]) };
    case 'hold-funds':
      return { accounts: [command.posting.from, command.posting.to] };
    case 'commit-hold':
    case 'void-hold':
    case 'expire-hold':
      return { accounts: [], hold: command.holdId };
    case 'reverse-transfer':
      return { accounts: [], transfer: command.reversedId };
  }
}

/** Money that the account can still give. */
export const available = ({ posted, held, overdraftLimit }: AccountState): bigint | null =>
  overdraftLimit === null ? null : posted - held + overdraftLimit;
