import type { ChangeAccount, OpenAccount } from './commands.js';
import { accept, refuse, type Decision } from './decision.js';
import { available, type AccountTerms, type JournalState } from './journal-state.js';

/** A new account is empty and open. */
export function decideOpenAccount({ accounts }: JournalState, command: OpenAccount): Decision {
  const { bookId, accountId, currency, accountKind, holderRef, metadata } = command;
  // Identifiers are random: the same one twice is the same request under another key.
  if (accounts.has(accountId)) throw new Error(`account ${accountId} exists already`);
  accounts.set(accountId, {
    bookId,
    accountId,
    currency,
    kind: accountKind,
    holderRef,
    state: 'open',
    posted: 0n,
    held: 0n,
    version: 0n,
    overdraftLimit: command.overdraftLimit,
    transferLimit: command.transferLimit,
    balanceLimit: command.balanceLimit,
    change: 'opened',
  });
  return accept(accountId, { type: 'account-opened', accountId, metadata });
}

/** Limits may not make what is already there unlawful; only an empty account closes, and it never opens again. */
export function decideChangeAccount({ accounts }: JournalState, command: ChangeAccount): Decision {
  const account = accounts.get(command.accountId);
  if (account === undefined) return refuse('account-not-found', `There is no account ${command.accountId}.`);
  if (account.state === 'closed') return refuse('account-not-open', 'The account is closed.', { state: 'closed' });
  const terms: AccountTerms = {
    state: command.state ?? account.state,
    overdraftLimit: command.overdraftLimit === undefined ? account.overdraftLimit : command.overdraftLimit,
    transferLimit: command.transferLimit === undefined ? account.transferLimit : command.transferLimit,
    balanceLimit: command.balanceLimit === undefined ? account.balanceLimit : command.balanceLimit,
  };
  const { posted, held } = account;
  if (terms.state === 'closed' && (posted !== 0n || held !== 0n))
    return refuse('account-not-empty', 'The account still holds or owes money.', {
      posted: Number(posted),
      held: Number(held),
    });
  const left = available({ ...account, ...terms });
  if (left !== null && left < 0n)
    return refuse('insufficient-funds', 'The account has drawn more than the new overdraft limit allows.', {
      accountId: account.accountId,
    });
  if (terms.balanceLimit !== null && posted > terms.balanceLimit)
    return refuse('balance-limit-exceeded', 'The account holds more than the new limit allows.', {
      accountId: account.accountId,
    });
  Object.assign(account, terms);
  return accept(account.accountId, { type: 'account-changed', accountId: account.accountId, terms });
}
