import type { ProblemMembers } from '../../../kit/src/problems/problem.js';
import type { ProblemCode } from '../problems.js';

/** Integer minor units (ISO 4217): 1250n is 12.50 USD, 1250 JPY. Always positive in a posting. */
export type MinorUnits = bigint;

/** What makes a repeated command the same one: both are the first 16 bytes of a SHA-256, written as a UUID. */
export interface IdempotencyClaim {
  /** Of caller, operation and the caller's key. */
  readonly key: string;
  /** Of the canonical JSON of the body. */
  readonly bodyHash: string;
}

/** Moves `amount` from one account to another of the same book and currency. */
export interface Posting {
  readonly from: string;
  readonly to: string;
  readonly amount: MinorUnits;
}

interface CommandBase {
  readonly bookId: number;
  readonly claim: IdempotencyClaim;
  /** Pseudonymous id of who asked, or `system:<role>`. */
  readonly requestedBy: string;
}

/** What a hold or a transfer carries besides money. */
export interface TransferDetails {
  /** What the caller takes the accounts to hold; `currency-mismatch` when they hold another. */
  readonly currency: string;
  /** Who may debit: pseudonym of the caller, or null for a caller trusted with any account. */
  readonly actingHolder: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** Free text about people, encrypted with the key of its subject; null when there is none. */
  readonly counterpartyRef: Uint8Array | null;
  /** The saga that this transfer is a step of. */
  readonly sagaId: string | null;
}

export type AccountKind = 'customer' | 'internal' | 'clearing' | 'external';

/** Opens an account. `overdraftLimit` null: may go negative without bound (clearing and external accounts). */
export interface OpenAccount extends CommandBase {
  readonly type: 'open-account';
  readonly accountId: string;
  readonly currency: string;
  readonly accountKind: AccountKind;
  /** Pseudonymous subject id. */
  readonly holderRef: string | null;
  readonly overdraftLimit: MinorUnits | null;
  /** Most that one transfer may take out; null for no limit. */
  readonly transferLimit: MinorUnits | null;
  /** Most that the account may hold; null for no limit. */
  readonly balanceLimit: MinorUnits | null;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Changes what an account may do; a missing field stays. */
export interface ChangeAccount extends CommandBase {
  readonly type: 'change-account';
  readonly accountId: string;
  readonly state?: 'open' | 'frozen' | 'closed';
  readonly overdraftLimit?: MinorUnits | null;
  readonly transferLimit?: MinorUnits | null;
  readonly balanceLimit?: MinorUnits | null;
}

/** Posts at once, all postings or none. */
export interface PostTransfer extends CommandBase, TransferDetails {
  readonly type: 'post-transfer';
  readonly transferId: string;
  readonly postings: readonly Posting[];
}

/** Sets money aside until it is committed, voided or expires. */
export interface HoldFunds extends CommandBase, TransferDetails {
  readonly type: 'hold-funds';
  readonly transferId: string;
  readonly posting: Posting;
  readonly expiresAt: Date;
}

/** Posts a hold, wholly or in part; the rest is released. */
export interface CommitHold extends CommandBase {
  readonly type: 'commit-hold';
  readonly transferId: string;
  readonly holdId: string;
  /** Undefined for all of it. */
  readonly amount?: MinorUnits;
  readonly actingHolder: string | null;
}

/** Releases a hold; `expire-hold` is refused before its time. */
export interface ReleaseHold extends CommandBase {
  readonly type: 'void-hold' | 'expire-hold';
  readonly transferId: string;
  readonly holdId: string;
  readonly actingHolder: string | null;
}

/** Posts the opposite of a posted transfer, once. */
export interface ReverseTransfer extends CommandBase {
  readonly type: 'reverse-transfer';
  readonly transferId: string;
  readonly reversedId: string;
  readonly reason: string;
  readonly actingHolder: string | null;
}

export type Command =
  OpenAccount | ChangeAccount | PostTransfer | HoldFunds | CommitHold | ReleaseHold | ReverseTransfer;

/** Where a book stands after a command; a reader that asks for at least this position sees its own write. */
export interface BookPosition {
  readonly bookId: number;
  /** Gap-free number of the journal record in its book. */
  readonly sequence: bigint;
}

/** What became of a command. Rejections are stored under the key too: the same key always gets the same answer. */
export type Outcome =
  | {
      readonly accepted: true;
      /** Id of the account or transfer that the first execution made. */
      readonly recordId: string;
      readonly position: BookPosition;
      /** True when an earlier execution of the same key did the work. */
      readonly replayed: boolean;
    }
  | {
      readonly accepted: false;
      readonly problem: { readonly code: ProblemCode; readonly detail: string; readonly members: ProblemMembers };
      readonly replayed: boolean;
    };

/** The command side: durable, idempotent, ordered per book. */
export interface Journal {
  /**
   * Resolves after the commit. Business rejections are outcomes.
   *
   * @throws Problem `overloaded`, `deadline-exceeded` (not executed), `outcome-unknown` (try again with the same key),
   *   `home-lease-lost` and `unavailable`
   */
  readonly submit: (command: Command, options?: { readonly deadlineMs?: number }) => Promise<Outcome>;
  /** Refuses new commands, finishes those in hand. */
  readonly close: () => Promise<void>;
}
