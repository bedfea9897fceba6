import type { ProblemMembers } from '../../../kit/src/problems/problem.js';
import type { ProblemCode } from '../problems.js';
import type { Posting } from './commands.js';
import type { AccountTerms } from './journal-state.js';
import type { EntryDraft, TransferKind } from './journal-record.js';

/** What a decision writes to the journal, before it has a place there. */
export type Effect =
  | { readonly type: 'account-opened'; readonly accountId: string; readonly metadata: Readonly<Record<string, string>> }
  | {
      readonly type: 'account-changed';
      readonly accountId: string;
      /** What the account may do from then on. */
      readonly terms: AccountTerms;
    }
  | {
      readonly type: 'transfer';
      readonly transferId: string;
      readonly kind: TransferKind;
      readonly relatedId: string | null;
      readonly currency: string;
      /** What the record says; for a void or an expiry what is released. */
      readonly postings: readonly Posting[];
      /** What the postings did to their accounts; none when no money moved. */
      readonly entries: readonly EntryDraft[];
      readonly expiresAt: Date | null;
      readonly sagaId: string | null;
      readonly metadata: Readonly<Record<string, string>> | null;
      readonly counterpartyRef: Uint8Array | null;
      readonly reason: string | null;
    };

/** Why a command is refused; the state is as it was before. */
export interface Refusal {
  readonly refused: true;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly members: ProblemMembers;
}

/** What a command does; the state holds the result already. */
export interface Acceptance {
  readonly refused: false;
  readonly recordId: string;
  readonly effect: Effect;
}

export type Decision = Acceptance | Refusal;

export const refuse = (code: ProblemCode, detail: string, members: ProblemMembers = {}): Refusal => ({
  refused: true,
  code,
  detail,
  members,
});

export const accept = (recordId: string, effect: Effect): Acceptance => ({ refused: false, recordId, effect });
