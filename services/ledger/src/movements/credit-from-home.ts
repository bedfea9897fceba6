import type { SqlExecutor } from '../../../kit/src/database/database.js';
import type { DomainEvent } from '../../../kit/src/events/event.js';
import { claimEvent } from '../../../kit/src/messaging/processed-events.js';
import { appendToOutbox } from '../../../kit/src/outbox/append-to-outbox.js';
import { Problem } from '../../../kit/src/problems/problem.js';
import type { Command } from '../journal/commands.js';
import { bookOf } from '../journal/identifiers.js';
import { clearingAccount } from './clearing-accounts.js';
import { creditAnswer, type CreditRequested, creditRequested } from './home-credit-events.js';
import { submitted } from './journal-step.js';
import { LEDGER_SCHEMA, MOVEMENTS_ACTOR, type MovementParts } from './movement-parts.js';
import { derivedId, stepClaim } from './step-identity.js';

export const HOME_CREDITS_GROUP = 'ledger-home-credits';

/** What became of a credit; the same for every request about one movement. */
type Settlement =
  | { readonly outcome: 'credited'; readonly transferId: string; readonly problem: null }
  | { readonly outcome: 'rejected'; readonly transferId: null; readonly problem: string };

const rejected = (problem: string): Settlement => ({ outcome: 'rejected', transferId: null, problem });

/**
 * Credits an account because another home debited one of its own, once for each movement, and answers every request.
 *
 * @throws what must be tried again later
 */
export async function creditFromHome(parts: MovementParts, event: DomainEvent): Promise<void> {
  const request = creditRequested.parse(event.data);
  if (request.toHome !== parts.home) return;
  if (!parts.peerHomes.includes(request.fromHome)) {
    throw new RangeError(`${request.fromHome} is no home of this jurisdiction`);
  }
  const settlement = (await knownSettlement(parts, request)) ?? (await settle(parts, request));
  await parts.database.transaction(async (sql) => {
    if (!(await claimEvent(sql, LEDGER_SCHEMA, HOME_CREDITS_GROUP, event.id))) return;
    await remember(sql, request, settlement);
    const { movementId, fromHome, toHome } = request;
    await appendToOutbox(sql, LEDGER_SCHEMA, [
      creditAnswer(parts, event.id, { movementId, fromHome, toHome, ...settlement }),
    ]);
  });
}

export const HOME_CREDIT = `SELECT outcome, transfer_id, problem FROM ledger.home_credits WHERE book_id = $1 AND movement_id = $2`;

async function knownSettlement({ database }: MovementParts, request: CreditRequested): Promise<Settlement | undefined> {
  const [row] = await database.query<{ transfer_id: string | null; problem: string | null }>(HOME_CREDIT, [
    bookOf(request.accountId) ?? NO_BOOK,
    request.movementId,
  ]);
  if (row === undefined) return undefined;
  if (row.transfer_id === null) return rejected(row.problem ?? 'unknown');
  return { outcome: 'credited', transferId: row.transfer_id, problem: null };
}

async function settle(parts: MovementParts, request: CreditRequested): Promise<Settlement> {
  const { movementId, accountId, amount, currency, fromHome, expiresAt } = request;
  const bookId = bookOf(accountId);
  if (bookId === undefined) return rejected('account-not-found');
  const transferId = derivedId(bookId, BEFORE_EVERYTHING, movementId, 'credit');
  if ((await parts.records.transfer(transferId)) !== undefined)
    return { outcome: 'credited', transferId, problem: null };
  const clearing = await clearingOrProblem(parts, bookId, fromHome, currency);
  if (typeof clearing === 'object') return rejected(clearing.code);
  const base = {
    bookId,
    claim: stepClaim(movementId, 'credit', 0),
    requestedBy: MOVEMENTS_ACTOR,
    transferId,
    actingHolder: null,
  };
  const command: Command =
    Date.parse(expiresAt) <= parts.clock.now().getTime()
      ? // Voiding what does not exist stores a refusal under the credit's own key: a slower consumer that still believes in the request gets it, too.
        { ...base, type: 'void-hold', holdId: transferId }
      : {
          ...{
            ...base,
            type: 'post-transfer',
            currency,
            postings: [{ from: clearing, to: accountId, amount: BigInt(amount) }],
          },
          ...{ metadata: {}, counterpartyRef: null, sagaId: movementId },
        };
  const outcome = await submitted(parts, command);
  if (outcome === undefined) throw new Error('the journal did not answer');
  if (outcome.accepted) return { outcome: 'credited', transferId: outcome.recordId, problem: null };
  return rejected(command.type === 'void-hold' && !outcome.replayed ? 'credit-expired' : outcome.problem.code);
}

async function clearingOrProblem(
  parts: MovementParts,
  bookId: number,
  fromHome: string,
  currency: string,
): Promise<string | { readonly code: string }> {
  try {
    return await clearingAccount(parts, bookId, `home:${fromHome}`, currency);
  } catch (error) {
    if (error instanceof Problem && error.kind.status < 429) return { code: error.kind.code };
    throw error;
  }
}

export const INSERT_HOME_CREDIT = `INSERT INTO ledger.home_credits
    (book_id, movement_id, from_home, account_id, amount, currency, outcome, transfer_id, problem)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`;

const remember = (sql: SqlExecutor, request: CreditRequested, { outcome, transferId, problem }: Settlement) =>
  sql.query(INSERT_HOME_CREDIT, [
    ...[bookOf(request.accountId) ?? NO_BOOK, request.movementId, request.fromHome, request.accountId, request.amount],
    ...[request.currency, outcome, transferId, problem],
  ]);

/** Where refusals of accounts that name no book are kept. */
const NO_BOOK = 0;
const BEFORE_EVERYTHING = new Date(0);
