import { Problem } from '../../../kit/src/problems/problem.js';
import { bookOf } from '../journal/identifiers.js';
import { ledgerProblem } from '../problems.js';

/** What the id of an account that is not here is answered with. */
export const accountNotFound = (): Problem =>
  new Problem(ledgerProblem('account-not-found'), 'No account of this location has that id.');

/** What the id of a transfer that is not here is answered with. */
export const transferNotFound = (): Problem =>
  new Problem(ledgerProblem('transfer-not-found'), 'No transfer of this location has that id.');

/**
 * The book of an account, as its id says.
 *
 * @throws Problem `account-not-found` for an id that no ledger gave out
 */
export function bookOfAccount(accountId: string): number {
  const bookId = bookOf(accountId);
  if (bookId === undefined) throw accountNotFound();
  return bookId;
}

/**
 * The book of a transfer, as its id says.
 *
 * @throws Problem `transfer-not-found` for an id that no ledger gave out
 */
export function bookOfTransfer(transferId: string): number {
  const bookId = bookOf(transferId);
  if (bookId === undefined) throw transferNotFound();
  return bookId;
}
