/** What is in an account now. */
export interface PresentBalance {
  readonly posted: bigint;
  readonly held: bigint;
  readonly version: bigint;
}

/** What was in an account at a moment. */
export interface PastBalance {
  readonly posted: bigint;
  readonly version: bigint;
}

/** One change of one account. */
export interface AccountEntry {
  readonly version: bigint;
  readonly sequence: bigint;
  readonly transferId: string;
  readonly amount: bigint;
  readonly balanceAfter: bigint;
  readonly recordedAt: Date;
}

/** What happened to an account in a period. */
export interface AccountStatement {
  readonly openingBalance: bigint;
  readonly closingBalance: bigint;
  readonly credits: bigint;
  readonly debits: bigint;
  readonly entryCount: bigint;
}

/** Balances and history of accounts that exist, as the read model or the journal tells them. */
export interface AccountHistory {
  readonly balance: (accountId: string) => Promise<PresentBalance | undefined>;
  /** After the last entry that was recorded at or before `at`; version 0 before the first. */
  readonly balanceAt: (accountId: string, at: Date) => Promise<PastBalance | undefined>;
  /** Entries with a version above `after`, by version. */
  readonly entries: (accountId: string, after: bigint, limit: number) => Promise<readonly AccountEntry[]>;
  /** Of the entries recorded at or after `from` and before `to`. */
  readonly statement: (accountId: string, from: Date, to: Date) => Promise<AccountStatement | undefined>;
}
