/** Headers of requests that make or move something. */
export const COMMAND_HEADERS = {
  'idempotency-key': 'New for each thing to be done; the same key gets the same answer, whatever happened in between',
} as const;

/** Headers of requests that read balances and history. */
export const READ_HEADERS = {
  'ledger-min-position': 'Ledger-Position of an earlier answer: this answer contains at least that much',
} as const;
