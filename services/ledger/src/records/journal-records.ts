import type { AccountFacts, AccountRecord } from './account-record.js';
import type { TransferRecord } from './transfer-record.js';

/** What the command side knows about single accounts and transfers; always up to date. */
export interface JournalRecords {
  readonly account: (accountId: string) => Promise<AccountRecord | undefined>;
  /** What never changes about an account; remembered, so that reading a balance costs one statement. */
  readonly facts: (accountId: string) => Promise<AccountFacts | undefined>;
  /** Accounts of a holder in the order of their ids, which is the order in which they were opened. */
  readonly accountsOf: (
    holderRef: string,
    after: string | undefined,
    limit: number,
  ) => Promise<readonly AccountRecord[]>;
  readonly transfer: (transferId: string) => Promise<TransferRecord | undefined>;
}
