/** Headers of requests that make or move something. */
export const COMMAND_HEADERS = {
  'idempotency-key': 'New for each thing to be done; the same key gets the same answer, whatever happened in between',
} as const;

/** Headers of requests that read balances and history. */
export const READ_HEADERS = {
  'ledger-min-position': 'Ledger-Position of an earlier answer: this answer contains at least that much',
} as const;

/** Headers of answers to commands. */
export const COMMAND_ANSWER_HEADERS = {
  'ledger-position': 'Where the book stands now; send it back as Ledger-Min-Position to see this',
  'idempotency-replayed': '"true" when an earlier request with the same key did the work',
} as const;

/** Headers of answers to commands that made something. */
export const MAKING_ANSWER_HEADERS = { ...COMMAND_ANSWER_HEADERS, location: 'Path of what was made' } as const;

/** Headers of answers about balances and history. */
export const READ_ANSWER_HEADERS = { 'ledger-source': 'Who answered: read-model or journal' } as const;
