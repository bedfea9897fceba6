import type { Database } from '../../../kit/src/database/database.js';
import { readAccount, readAccountsOf } from './account-records.js';
import type { JournalRecords } from './journal-records.js';
import { remembered } from './remembered.js';
import { readTransfer } from './transfer-records.js';

/** About 300 bytes each. */
const REMEMBERED_ACCOUNTS = 50_000;

/** The journal's records in PostgreSQL. */
export function createSqlRecords(database: Database): JournalRecords {
  const account = (accountId: string) => readAccount(database, accountId);
  return {
    account,
    facts: remembered(account, REMEMBERED_ACCOUNTS),
    accountsOf: (holderRef, after, limit) => readAccountsOf(database, holderRef, after, limit),
    transfer: (transferId) => readTransfer(database, transferId),
  };
}
