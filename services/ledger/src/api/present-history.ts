import type { AccountEntry, AccountStatement } from './account-history.js';
import { presentAmount } from './present-amount.js';
import type { EntryView, StatementView } from './schemas/history-schemas.js';

/** An entry as callers see it. */
export const presentEntry = (entry: AccountEntry): EntryView => ({
  version: presentAmount(entry.version),
  sequence: presentAmount(entry.sequence),
  transferId: entry.transferId,
  amount: presentAmount(entry.amount),
  balanceAfter: presentAmount(entry.balanceAfter),
  recordedAt: entry.recordedAt.toISOString(),
});

/** What a statement is of. */
interface StatementOf {
  readonly accountId: string;
  readonly currency: string;
  readonly from: Date;
  readonly to: Date;
}

/** A statement as callers see it. */
export const presentStatement = (
  found: AccountStatement,
  { accountId, currency, from, to }: StatementOf,
): StatementView => ({
  accountId,
  currency,
  from: from.toISOString(),
  to: to.toISOString(),
  openingBalance: presentAmount(found.openingBalance),
  closingBalance: presentAmount(found.closingBalance),
  credits: presentAmount(found.credits),
  debits: presentAmount(found.debits),
  entryCount: presentAmount(found.entryCount),
});
