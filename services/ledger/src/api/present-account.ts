import { currencyDigits } from '../currencies/currency-digits.js';
import type { AccountRecord } from '../records/account-record.js';
import type { AccountView } from './schemas/account-schemas.js';
import { presentAmount } from './present-amount.js';

/** An account as callers see it; `trusted` callers see whose it is. */
export const presentAccount = (account: AccountRecord, trusted: boolean): AccountView => ({
  accountId: account.accountId,
  bookId: account.bookId,
  home: account.home,
  currency: account.currency,
  minorUnitDigits: currencyDigits(account.currency) ?? 0,
  kind: account.kind,
  state: account.state,
  overdraftLimit: presentLimit(account.overdraftLimit),
  transferLimit: presentLimit(account.transferLimit),
  balanceLimit: presentLimit(account.balanceLimit),
  metadata: account.metadata,
  ...(trusted ? { holderRef: account.holderRef } : {}),
  createdAt: account.createdAt.toISOString(),
});

const presentLimit = (limit: bigint | null): number | null => (limit === null ? null : presentAmount(limit));
