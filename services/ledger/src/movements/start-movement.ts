import { Problem } from '../../../kit/src/problems/problem.js';
import type { IdempotencyClaim, MinorUnits } from '../journal/commands.js';
import { newId } from '../journal/identifiers.js';
import { ledgerProblem } from '../problems.js';
import type { AccountRecord } from '../records/account-record.js';
import { clearingAccount, type ClearingPurpose } from './clearing-accounts.js';
import type { Movement, MovementKind, MovementRole } from './movement.js';
import type { MovementParts } from './movement-parts.js';
import { FIRST_STEP } from './movement-rules.js';
import { insertMovement } from './movement-store.js';

/** What a caller asks for; the kind between accounts follows from where they are. */
export type MovementRequest = { readonly amount: MinorUnits; readonly currency: string } & (
  | { readonly kind: 'deposit'; readonly to: string; readonly rail: string; readonly instrument: string }
  | { readonly kind: 'withdrawal'; readonly from: string; readonly rail: string; readonly instrument: string }
  | { readonly kind: 'transfer'; readonly from: string; readonly to: string; readonly toHome?: string | undefined }
);

export interface MovementAsker {
  readonly claim: IdempotencyClaim;
  /** Whose accounts may be used; null for any. */
  readonly holder: string | null;
  readonly requestedBy: string;
}

interface Plan {
  readonly kind: MovementKind;
  /** The account that makes the movement the caller's. */
  readonly own: AccountRecord;
  readonly accounts: Partial<Record<MovementRole, string>>;
  readonly rail?: string;
  readonly instrument?: string;
  readonly peerHome?: string;
}

/**
 * Starts a movement, or finds the one that the same request started. Money moves afterwards, step by step.
 *
 * @throws Problem what is wrong with the request
 */
export async function startMovement(
  parts: MovementParts,
  request: MovementRequest,
  { claim, holder, requestedBy }: MovementAsker,
): Promise<{ readonly movement: Movement; readonly replayed: boolean }> {
  const { kind, own, accounts, rail, instrument, peerHome } = await planOf(parts, request);
  if (holder !== null && own.holderRef !== holder) {
    throw new Problem(ledgerProblem('not-account-holder'), 'The token speaks for someone else.');
  }
  return insertMovement(parts.database, {
    ...{ movementId: newId(own.bookId, parts.clock), bookId: own.bookId, kind, state: FIRST_STEP[kind], accounts },
    ...{ amount: request.amount, currency: request.currency, requestedBy, claim },
    ...{ rail: rail ?? null, instrument: instrument ?? null, peerHome: peerHome ?? null },
    deadlineInMs: parts.limits.deadlineMs[kind],
  });
}

async function planOf(parts: MovementParts, request: MovementRequest): Promise<Plan> {
  if (request.kind === 'transfer') return planTransfer(parts, request);
  const { rail, instrument, currency } = request;
  if (!parts.rails.has(rail)) throw new Problem(ledgerProblem('rail-not-connected'), `There is no rail ${rail} here.`);
  const own = await ownAccount(parts, request.kind === 'deposit' ? request.to : request.from, currency);
  const clearing = (purpose: ClearingPurpose) => clearingAccount(parts, own.bookId, purpose, currency);
  const external = await clearing(`rail:${rail}`);
  const accounts =
    request.kind === 'deposit'
      ? { external, sourceClearing: await clearing(`arriving:${rail}`), destination: own.accountId }
      : { external, source: own.accountId };
  return { kind: request.kind, own, accounts, rail, instrument };
}

async function planTransfer(
  parts: MovementParts,
  { from, to, toHome, currency }: Extract<MovementRequest, { kind: 'transfer' }>,
): Promise<Plan> {
  const own = await ownAccount(parts, from, currency);
  const known = await parts.records.account(to);
  const home = known?.home ?? toHome;
  if (home === undefined || (home === parts.home && known === undefined)) {
    throw new Problem(ledgerProblem('account-not-found'), 'No account of this location has that id; name its home.');
  }
  const accounts = { source: own.accountId, destination: to };
  const clearing = (bookId: number, purpose: ClearingPurpose) => clearingAccount(parts, bookId, purpose, currency);
  if (home !== parts.home) {
    if (!parts.peerHomes.includes(home)) {
      throw new Problem(
        ledgerProblem('movement-crosses-jurisdictions'),
        'Money stays in the jurisdiction of its home.',
      );
    }
    const sourceClearing = await clearing(own.bookId, `home:${home}`);
    return { kind: 'between-homes', own, accounts: { ...accounts, sourceClearing }, peerHome: home };
  }
  const destination = await ownAccount(parts, to, currency);
  if (destination.bookId === own.bookId) {
    throw new Problem(ledgerProblem('movement-within-book'), 'Use POST /v1/transfers between accounts of one book.');
  }
  const sourceClearing = await clearing(own.bookId, 'books');
  const destinationClearing = await clearing(destination.bookId, 'books');
  return { kind: 'between-books', own, accounts: { ...accounts, sourceClearing, destinationClearing } };
}

async function ownAccount(parts: MovementParts, accountId: string, currency: string): Promise<AccountRecord> {
  const account = await parts.records.account(accountId);
  if (account === undefined)
    throw new Problem(ledgerProblem('account-not-found'), 'No account of this location has that id.');
  if (account.home !== parts.home)
    throw new Problem(ledgerProblem('wrong-home'), `Its book is written in ${account.home}.`);
  if (account.kind !== 'customer')
    throw new Problem(ledgerProblem('account-not-found'), 'Movements serve the accounts of customers.');
  if (account.currency !== currency) {
    throw new Problem(ledgerProblem('currency-mismatch'), `The account holds ${account.currency}.`);
  }
  return account;
}
