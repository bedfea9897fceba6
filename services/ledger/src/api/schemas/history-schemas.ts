import { z } from 'zod';
import { currencyCode, signedAmount } from './amounts.js';
import { component } from './components.js';
import { ledgerId, moment, sequence } from './identifiers.js';

const entry = component(
  'Entry',
  'One change of one account',
  z.strictObject({
    version: z.int().min(1).describe('gap-free number of the entry in its account'),
    sequence,
    transferId: ledgerId,
    amount: signedAmount.describe('minor units: positive into the account, negative out of it'),
    balanceAfter: signedAmount,
    recordedAt: moment,
  }),
);

/** One page of an account's history. */
export const entryPage = component(
  'EntryPage',
  'Entries of an account, oldest first',
  z.strictObject({ entries: z.array(entry), next: z.string().optional().describe('cursor of the next page') }),
);

/** What happened to an account between two moments. */
export const statement = component(
  'Statement',
  'What happened to an account from a moment up to, but not including, another',
  z.strictObject({
    accountId: ledgerId,
    currency: currencyCode,
    from: moment,
    to: moment,
    openingBalance: signedAmount,
    closingBalance: signedAmount,
    credits: signedAmount.describe('sum of what came in'),
    debits: signedAmount.describe('sum of what went out, as a positive amount'),
    entryCount: z.int().min(0),
  }),
);

export type EntryView = z.infer<typeof entry>;
export type StatementView = z.infer<typeof statement>;
