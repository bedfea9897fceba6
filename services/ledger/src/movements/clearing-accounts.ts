import { Problem } from '../../../kit/src/problems/problem.js';
import { kitProblem } from '../../../kit/src/problems/kit-problems.js';
import { ledgerProblem } from '../problems.js';
import { submitted } from './journal-step.js';
import { MOVEMENTS_ACTOR, type MovementParts } from './movement-parts.js';
import { derivedId, derivedUuid } from './step-identity.js';

/**
 * What an account between others is for. `books` and `home:<name>`: on the way to another book or home, so that both ends net to
 * zero. `rail:<name>`: the mirror of our money at a rail. `arriving:<name>`: collected by a rail and not yet credited.
 */
export type ClearingPurpose = 'books' | `home:${string}` | `rail:${string}` | `arriving:${string}`;

const BEFORE_EVERYTHING = new Date(0);

/** Id of a clearing account: it follows from its purpose, so there is exactly one without a register of them. */
export const clearingAccountId = (bookId: number, purpose: ClearingPurpose, currency: string): string =>
  derivedId(bookId, BEFORE_EVERYTHING, 'clearing', bookId, purpose, currency);

/**
 * The clearing account of a book, opened when it is first needed.
 *
 * @throws Problem of the book, such as `book-not-found`; `unavailable` when the journal does not answer
 */
export async function clearingAccount(
  parts: Pick<MovementParts, 'journal' | 'records'>,
  bookId: number,
  purpose: ClearingPurpose,
  currency: string,
): Promise<string> {
  const accountId = clearingAccountId(bookId, purpose, currency);
  if ((await parts.records.facts(accountId)) !== undefined) return accountId;
  const key = derivedUuid('open-clearing', accountId);
  const outcome = await submitted(parts, {
    ...{ type: 'open-account', bookId, accountId, currency, holderRef: null, metadata: { purpose } },
    ...{ claim: { key, bodyHash: key }, requestedBy: MOVEMENTS_ACTOR },
    accountKind: purpose.startsWith('rail:') ? 'external' : 'clearing',
    ...{ overdraftLimit: null, transferLimit: null, balanceLimit: null },
  });
  if (outcome === undefined) throw kitProblem('unavailable', 'The journal does not answer now.', {}, 1);
  if (!outcome.accepted) throw new Problem(ledgerProblem(outcome.problem.code), outcome.problem.detail);
  return accountId;
}
