import type { HoldFunds, PostTransfer } from '../journal/commands.js';

/** How a transfer is screened: from which amount on, and how long the decision may take. */
export interface Screening {
  /** Transfers above this many minor units are held until fraud has decided. */
  readonly thresholdMinorUnits: bigint;
  /** After that the hold expires and the money is free again. */
  readonly decisionMs: number;
}

/** Single postings only: a hold has one. */
export const needsScreening = ({ postings }: PostTransfer, { thresholdMinorUnits }: Screening): boolean =>
  postings.length === 1 && postings.every(({ amount }) => amount > thresholdMinorUnits);

/**
 * A transfer as a hold that waits for a decision. It is its own saga: callers cannot say that, so no hold of theirs is ever committed
 * by a decision.
 */
export function screenedHold(transfer: PostTransfer, { decisionMs }: Screening, now: Date): HoldFunds {
  const { postings, ...shared } = transfer;
  const [posting] = postings;
  if (posting === undefined) throw new RangeError('a transfer without postings');
  return {
    ...shared,
    type: 'hold-funds',
    posting,
    sagaId: transfer.transferId,
    expiresAt: new Date(now.getTime() + decisionMs),
  };
}
