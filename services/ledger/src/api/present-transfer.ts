import type { TransferRecord } from '../records/transfer-record.js';
import { presentAmount } from './present-amount.js';
import type { TransferView } from './schemas/transfer-schemas.js';

/** A transfer as callers see it. `counterparty` is the opened text, null when its subject was erased, undefined when not for them. */
export function presentTransfer(transfer: TransferRecord, counterparty: string | null | undefined): TransferView {
  const { relatedId, hold, reversedBy, reason } = transfer;
  return {
    transferId: transfer.transferId,
    bookId: transfer.bookId,
    sequence: presentAmount(transfer.sequence),
    kind: transfer.kind,
    ...(relatedId === null ? {} : { relatedId }),
    currency: transfer.currency,
    postings: transfer.postings.map(({ from, to, amount }) => ({ from, to, amount: presentAmount(amount) })),
    ...(hold === undefined ? {} : { hold: presentHold(hold) }),
    ...(reversedBy === null ? {} : { reversedBy }),
    ...(reason === null ? {} : { reason }),
    metadata: transfer.metadata,
    ...(counterparty === undefined ? {} : { counterparty }),
    recordedAt: transfer.recordedAt.toISOString(),
  };
}

function presentHold(hold: NonNullable<TransferRecord['hold']>): NonNullable<TransferView['hold']> {
  const { state, expiresAt, committedAmount, settledBy } = hold;
  return {
    state,
    expiresAt: expiresAt.toISOString(),
    ...(committedAmount === null ? {} : { committedAmount: presentAmount(committedAmount) }),
    ...(settledBy === null ? {} : { settledBy }),
  };
}
