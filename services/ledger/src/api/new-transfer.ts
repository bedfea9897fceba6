import { Problem } from '../../../kit/src/problems/problem.js';
import type { Clock } from '../../../kit/src/clock/clock.js';
import type { HoldFunds, Posting, PostTransfer } from '../journal/commands.js';
import { newId } from '../journal/identifiers.js';
import { ledgerProblem } from '../problems.js';
import type { CommandRequest } from './command-request.js';
import { readMoment } from './moment.js';
import { bookOfAccount } from './not-here.js';
import { readAmount } from './read-amount.js';
import type { NewTransfer } from './schemas/transfer-schemas.js';

/**
 * The command behind a new transfer: postings of one book, or one posting that is held.
 *
 * @param counterpartyRef the sealed counterparty
 * @throws Problem `postings-span-books`, `hold-not-single`
 */
export function transferToMake(
  body: NewTransfer,
  { claim, holder, requestedBy }: CommandRequest,
  counterpartyRef: Uint8Array | null,
  clock: Clock,
): PostTransfer | HoldFunds {
  const postings = body.postings.map(({ from, to, amount }) => ({ from, to, amount: readAmount(amount) }));
  const [first] = postings;
  if (first === undefined) throw new RangeError('the schema lets no transfer without postings through');
  const bookId = oneBook(first, postings);
  const shared = {
    bookId,
    claim,
    requestedBy,
    transferId: newId(bookId, clock),
    currency: body.currency,
    actingHolder: holder,
    metadata: body.metadata ?? {},
    counterpartyRef,
    sagaId: null,
  };
  if (body.hold === undefined) return { ...shared, type: 'post-transfer', postings };
  if (postings.length > 1) {
    throw new Problem(ledgerProblem('hold-not-single'), 'Hold each posting by itself, or post them without a hold.');
  }
  return { ...shared, type: 'hold-funds', posting: first, expiresAt: readMoment(body.hold.expiresAt) };
}

function oneBook(first: Posting, postings: readonly Posting[]): number {
  const bookId = bookOfAccount(first.from);
  if (postings.every(({ from, to }) => bookOfAccount(from) === bookId && bookOfAccount(to) === bookId)) return bookId;
  throw new Problem(ledgerProblem('postings-span-books'), 'Use POST /v1/movements between accounts of two books.');
}
