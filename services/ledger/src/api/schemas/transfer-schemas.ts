import { z } from 'zod';
import { amount, currencyCode } from './amounts.js';
import { component } from './components.js';
import { bookId, ledgerId, moment, sequence } from './identifiers.js';
import { metadata, plainText } from './text.js';

/** Most postings of one transfer. */
export const MOST_POSTINGS = 100;

const posting = component(
  'Posting',
  'Moves an amount from one account to another of the same book and currency',
  z.strictObject({ from: ledgerId, to: ledgerId, amount }),
);

/** Money to move, or with `hold` to set aside. */
export const newTransfer = component(
  'NewTransfer',
  'Money to move at once, all postings or none; with hold it is one posting, set aside first',
  z.strictObject({
    currency: currencyCode,
    postings: z.array(posting).min(1).max(MOST_POSTINGS),
    hold: z
      .strictObject({ expiresAt: moment })
      .optional()
      .describe('set the money aside until it is committed or voided, at most until then'),
    metadata: metadata.optional(),
    counterparty: plainText(140)
      .optional()
      .describe('free text about people; encrypted, and lost when they are erased'),
  }),
);

/** How much of a hold to post. */
export const holdCommit = component(
  'HoldCommit',
  'How much of a hold to post; the rest is released',
  z.strictObject({ amount: amount.optional() }),
);

/** Nothing to say: the path says it all. */
export const holdVoid = component('HoldVoid', 'Releases a hold', z.strictObject({}));

/** Why a transfer is undone. */
export const newReversal = component(
  'NewReversal',
  'Why a transfer is undone',
  z.strictObject({ reason: plainText(140) }),
);

const kind = z.enum(['posting', 'hold', 'commit', 'void', 'expiry', 'reversal']);

/** What became of a request to move money; the same for every repetition of the request. */
export const acceptedTransfer = component(
  'AcceptedTransfer',
  'The record that the journal made, the same for every repetition of the request',
  z.strictObject({
    transferId: ledgerId,
    bookId,
    sequence,
    kind,
    relatedId: ledgerId.optional().describe('the hold that was settled, or the transfer that was undone'),
  }),
);

/** A record of the journal that moves or sets aside money. */
export const transfer = component(
  'Transfer',
  'A record of the journal that moves or sets aside money',
  z.strictObject({
    transferId: ledgerId,
    bookId,
    sequence,
    kind,
    relatedId: ledgerId.optional().describe('the hold that was settled, or the transfer that was undone'),
    currency: currencyCode,
    postings: z.array(posting),
    hold: z
      .strictObject({
        state: z.enum(['pending', 'committed', 'voided', 'expired']),
        expiresAt: moment,
        committedAmount: amount.optional(),
        settledBy: ledgerId.optional(),
      })
      .optional()
      .describe('where a hold stands now'),
    reversedBy: ledgerId.optional(),
    reason: z.string().optional(),
    metadata,
    counterparty: z.string().nullable().optional().describe('null: the person was erased'),
    recordedAt: moment,
  }),
);

export type NewTransfer = z.infer<typeof newTransfer>;
export type TransferView = z.infer<typeof transfer>;
export type AcceptedTransferView = z.infer<typeof acceptedTransfer>;
export type HoldCommit = z.infer<typeof holdCommit>;
export type NewReversal = z.infer<typeof newReversal>;
