import type { Posting } from '../journal/commands.js';

export type TransferKind = 'posting' | 'hold' | 'commit' | 'void' | 'expiry' | 'reversal';

/** A record of the journal that moves or sets aside money, with what became of it since. */
export interface TransferRecord {
  readonly transferId: string;
  readonly bookId: number;
  readonly sequence: bigint;
  readonly kind: TransferKind;
  /** The hold that a commit, void or expiry settles; the transfer that a reversal undoes. */
  readonly relatedId: string | null;
  readonly currency: string;
  readonly postings: readonly Posting[];
  /** Undefined unless it is a hold. */
  readonly hold: HoldRecord | undefined;
  readonly reversedBy: string | null;
  readonly requestedBy: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** Sealed text about people. */
  readonly counterpartyRef: Uint8Array | null;
  readonly reason: string | null;
  readonly recordedAt: Date;
}

/** Where a hold stands. */
export interface HoldRecord {
  readonly state: 'pending' | 'committed' | 'voided' | 'expired';
  readonly expiresAt: Date;
  readonly committedAmount: bigint | null;
  readonly settledBy: string | null;
}
