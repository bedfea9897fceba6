/** What access tokens may allow here. */
export const LEDGER_SCOPES = {
  'ledger:accounts:read': 'See accounts, balances and history',
  'ledger:accounts:write': 'Open and change accounts',
  'ledger:transfers:read': 'See transfers',
  'ledger:transfers:write': 'Move money',
  'ledger:movements:write': 'Deposit, withdraw and move money between books',
  'ledger:any-holder': 'Act for any holder: services only',
  'ledger:operate': 'Operate the ledger: people on call only',
} as const;

export type LedgerScope = keyof typeof LEDGER_SCOPES;

/** Frees a caller from being the holder of an account. */
export const ANY_HOLDER: LedgerScope = 'ledger:any-holder';
