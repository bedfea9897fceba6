import { z } from 'zod';
import { currencyCode, limit, positiveLimit, signedAmount } from './amounts.js';
import { component } from './components.js';
import { bookId, ledgerId, moment, sequence } from './identifiers.js';
import { metadata, plainText } from './text.js';

const accountKind = z.enum(['customer', 'internal', 'clearing', 'external']);
const accountState = z.enum(['open', 'frozen', 'closed']);

const overdraftLimit = limit.describe('how far below zero the account may go; null without bound');
const transferLimit = positiveLimit.describe('most that one transfer may take out; null for no limit');
const balanceLimit = limit.describe('most that the account may hold; null for no limit');

/** What a caller asks for when opening an account. Customers name book, currency and metadata. */
export const newAccount = component(
  'NewAccount',
  'An account to open. Customers name book, currency and metadata; the rest needs the scope ledger:any-holder',
  z.strictObject({
    bookId,
    currency: currencyCode,
    metadata: metadata.optional(),
    kind: accountKind.optional(),
    holder: z
      .strictObject({ subject: plainText(255) })
      .optional()
      .describe('whose account it is; customers open their own'),
    overdraftLimit: overdraftLimit.optional(),
    transferLimit: transferLimit.optional(),
    balanceLimit: balanceLimit.optional(),
  }),
);

/** What may change about an account; a missing field stays. */
export const accountChange = component(
  'AccountChange',
  'What may change about an account; a missing field stays',
  z
    .strictObject({
      state: accountState.optional(),
      overdraftLimit: overdraftLimit.optional(),
      transferLimit: transferLimit.optional(),
      balanceLimit: balanceLimit.optional(),
    })
    .refine((change) => Object.keys(change).length > 0)
    .meta({ minProperties: 1 }),
);

/** An account as callers see it. */
export const account = component(
  'Account',
  'An account and what it may do',
  z.strictObject({
    accountId: ledgerId,
    bookId,
    home: z.string().describe('location where the account is written'),
    currency: currencyCode,
    minorUnitDigits: z.int().min(0).max(4).describe('digits after the decimal point when people read an amount'),
    kind: accountKind,
    state: accountState,
    overdraftLimit,
    transferLimit,
    balanceLimit,
    metadata,
    holderRef: z.uuid().nullable().optional().describe('pseudonym of the holder, for callers with ledger:any-holder'),
    createdAt: moment,
  }),
);

/** What became of a request to open or change an account. */
export const acceptedAccount = component(
  'AcceptedAccount',
  'The account that was opened or changed, and where in the journal that stands',
  z.strictObject({ accountId: ledgerId, bookId, sequence }),
);

/** One page of a caller's accounts. */
export const accountPage = component(
  'AccountPage',
  'Accounts of the caller, oldest first',
  z.strictObject({ accounts: z.array(account), next: z.string().optional().describe('cursor of the next page') }),
);

/** What is in an account, now or at a moment. */
export const balance = component(
  'Balance',
  'What is in an account, now or at a moment',
  z.strictObject({
    accountId: ledgerId,
    currency: currencyCode,
    posted: signedAmount,
    held: signedAmount.optional().describe('set aside by pending holds; only of the present'),
    available: signedAmount.optional().describe('posted less held; only of the present'),
    version: z.int().min(0).describe('number of entries that the balance is made of'),
    at: moment.optional().describe('the moment that was asked for'),
  }),
);

export type NewAccount = z.infer<typeof newAccount>;
export type AccountChange = z.infer<typeof accountChange>;
export type AccountView = z.infer<typeof account>;
export type BalanceView = z.infer<typeof balance>;
