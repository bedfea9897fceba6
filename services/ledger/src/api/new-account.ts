import { kitProblem } from '../../../kit/src/problems/kit-problems.js';
import { Problem } from '../../../kit/src/problems/problem.js';
import { currencyDigits } from '../currencies/currency-digits.js';
import type { OpenAccount } from '../journal/commands.js';
import { ledgerProblem } from '../problems.js';
import type { ActingCaller, Pseudonyms } from './acting-caller.js';
import { amountOrNull } from './read-amount.js';
import type { NewAccount } from './schemas/account-schemas.js';

/** What only callers with `ledger:any-holder` may decide. */
const TRUSTED_FIELDS = ['kind', 'holder', 'overdraftLimit', 'transferLimit', 'balanceLimit'] as const;

type AccountTerms = Omit<OpenAccount, 'type' | 'accountId' | 'claim' | 'requestedBy'>;

/**
 * The terms of a new account: customers open their own, without overdraft.
 *
 * @throws Problem `currency-unknown`, `not-permitted-field`, `validation-failed`
 */
export async function accountToOpen(
  body: NewAccount,
  { holder }: ActingCaller,
  pseudonyms: Pseudonyms,
): Promise<AccountTerms> {
  if (currencyDigits(body.currency) === undefined) {
    throw new Problem(ledgerProblem('currency-unknown'), `${body.currency} is not a currency of ISO 4217.`);
  }
  if (holder !== null) refuseTrustedFields(body);
  const kind = body.kind ?? 'customer';
  return {
    bookId: body.bookId,
    currency: body.currency,
    accountKind: kind,
    holderRef: holder ?? (await namedHolder(body, kind, pseudonyms)),
    overdraftLimit: overdraft(body, kind),
    transferLimit: amountOrNull(body.transferLimit ?? null),
    balanceLimit: amountOrNull(body.balanceLimit ?? null),
    metadata: body.metadata ?? {},
  };
}

function refuseTrustedFields(body: NewAccount): void {
  const named = TRUSTED_FIELDS.filter((field) => body[field] !== undefined);
  if (named.length === 0) return;
  throw new Problem(ledgerProblem('not-permitted-field'), `Leave out ${named.join(', ')}.`, { fields: named });
}

/** A customer's account always has a holder, the ledger's own accounts never do. */
async function namedHolder({ holder }: NewAccount, kind: string, pseudonyms: Pseudonyms): Promise<string | null> {
  if ((kind === 'customer') === (holder !== undefined)) {
    return holder === undefined ? null : pseudonyms.pseudonymOf(holder.subject);
  }
  const detail = kind === 'customer' ? 'is missing: an account of a customer has a holder' : `is only for customers`;
  throw kitProblem('validation-failed', '1 thing is wrong with the body.', {
    errors: [{ in: 'body', pointer: '#/holder', detail }],
  });
}

/** Unless told otherwise only accounts that stand for the outside go below zero. */
function overdraft({ overdraftLimit }: NewAccount, kind: string): bigint | null {
  if (overdraftLimit !== undefined) return amountOrNull(overdraftLimit);
  return kind === 'clearing' || kind === 'external' ? null : 0n;
}
