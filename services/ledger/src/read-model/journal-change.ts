import type { EntryDraft, TransferKind } from '../journal/journal-record.js';

/** One record of a journal, as far as the read side cares. */
export interface JournalChange {
  readonly bookId: number;
  readonly sequence: bigint;
  readonly recordedAt: Date;
  readonly content:
    | { readonly type: 'account-opened'; readonly accountId: string }
    | { readonly type: 'account-changed' }
    | {
        readonly type: 'transfer';
        readonly transferId: string;
        readonly kind: TransferKind;
        readonly relatedId: string | null;
        /** Account and amount that a hold sets aside. */
        readonly holdFrom: string;
        readonly holdAmount: bigint;
        readonly entries: readonly EntryDraft[];
      };
}

/** Changes in the order in which they must be applied. */
export const inOrder = (changes: readonly JournalChange[]): JournalChange[] =>
  [...changes].sort((a, b) => a.bookId - b.bookId || Number(a.sequence - b.sequence));

/** A record that should have come before this one did not: the read side stops rather than tell something wrong. */
export class ProjectionGap extends Error {
  override readonly name = 'ProjectionGap';
}
