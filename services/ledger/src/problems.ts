import type { ProblemKind } from '../../kit/src/problems/problem.js';

/** Every way in which the ledger says no. A code never changes its meaning; new ones may be added. */
export const LEDGER_PROBLEMS = {
  'account-not-found': { status: 404, title: 'The account does not exist' },
  'account-not-open': { status: 409, title: 'The account is frozen or closed' },
  'account-not-empty': { status: 409, title: 'An account can be closed only when nothing is in it' },
  'balance-limit-exceeded': { status: 422, title: 'The receiving account may not hold that much' },
  'book-not-found': { status: 404, title: 'The book does not exist' },
  'book-exists': { status: 409, title: 'A book with that id or name exists already' },
  'currency-mismatch': { status: 422, title: 'Accounts of one posting have one currency' },
  'currency-unknown': { status: 422, title: 'The currency is not in ISO 4217' },
  'cursor-invalid': { status: 400, title: 'The cursor was not made by this ledger for this list' },
  'hold-expired': { status: 409, title: 'The hold has expired' },
  'hold-not-pending': { status: 409, title: 'The hold was committed, voided or has expired' },
  'hold-not-due': { status: 409, title: 'The hold has not expired yet' },
  'hold-not-single': { status: 422, title: 'A hold has exactly one posting' },
  'commit-exceeds-hold': { status: 422, title: 'More was committed than held' },
  'home-lease-lost': { status: 503, title: 'This location may not write for its home now' },
  'idempotency-key-reused': { status: 422, title: 'The idempotency key came with another body before' },
  'insufficient-funds': { status: 422, title: 'The account does not have that much available' },
  'not-account-holder': { status: 403, title: 'The account belongs to someone else' },
  'moment-not-past': { status: 422, title: 'History is known up to now only' },
  'not-permitted-field': { status: 403, title: 'Only trusted callers may decide that' },
  'outcome-unknown': { status: 503, title: 'The outcome is not known yet; repeat with the same key' },
  'period-invalid': { status: 422, title: 'A period starts before it ends' },
  'position-invalid': { status: 400, title: 'A position is written <book>:<sequence>' },
  'postings-span-books': { status: 422, title: 'A transfer stays in one book; use a movement between books' },
  'refused-by-database': { status: 500, title: 'The database refuses what the ledger decided; nothing happened' },
  'same-account': { status: 422, title: 'An account cannot pay itself' },
  'movement-not-found': { status: 404, title: 'The movement does not exist' },
  'movement-state-conflict': { status: 409, title: 'The movement is past that step' },
  'movement-crosses-jurisdictions': { status: 422, title: 'Money does not move between jurisdictions by itself' },
  'movement-within-book': { status: 422, title: 'A movement is between books; use a transfer inside one' },
  'rail-not-connected': { status: 422, title: 'That payment rail is not connected here' },
  'transfer-limit-exceeded': { status: 422, title: 'One transfer may not take out that much' },
  'transfer-not-found': { status: 404, title: 'The transfer does not exist' },
  'transfer-not-reversible': { status: 409, title: 'Only a posted transfer can be reversed, and only once' },
  'wrong-home': { status: 421, title: 'The book is written in another location' },
} as const satisfies Record<string, Omit<ProblemKind, 'code'>>;

export type ProblemCode = keyof typeof LEDGER_PROBLEMS;

/** The kind of a code, as the HTTP server wants it. */
export const ledgerProblem = (code: ProblemCode): ProblemKind => ({ code, ...LEDGER_PROBLEMS[code] });
