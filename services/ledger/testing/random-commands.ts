import type { Clock } from '../../kit/src/clock/clock.js';
import type { Command, IdempotencyClaim, OpenAccount } from '../src/journal/commands.js';
import { newId } from '../src/journal/identifiers.js';
import { claimOf, committing, holding, opening, payment, releasing, reversing } from './journal-commands.js';
import type { Random } from './random.js';

const HOLDERS = ['00000000-0000-8000-8000-00000000000a', '00000000-0000-8000-8000-00000000000b'];
const MOST_ACCOUNTS = 40;
const RECENT = 300;

/** Makes commands of every kind for one book: most are sensible, the others are wrong in every way that a caller can be. */
export function createRandomCommands(random: Random, clock: Pick<Clock, 'now'>, bookId: number): () => Command {
  const accounts: string[] = [];
  const holds: string[] = [];
  const transfers: string[] = [];
  const sent: Command[] = [];

  const recent = (ids: readonly string[]): string =>
    ids.length === 0 || random.chance(0.01) ? newId(bookId, clock) : random.pick(ids.slice(-RECENT));
  const account = (): string => recent(accounts);
  const limit = (): bigint | null => (random.chance(0.7) ? null : BigInt(random.below(2_000) + 1));
  const holder = (): string | null => (random.chance(0.8) ? null : random.pick(HOLDERS));
  const amount = (): bigint => BigInt(random.below(random.chance(0.1) ? 3_000 : 200) + 1);

  const open = (): OpenAccount =>
    opening(bookId, accounts.length % 8 === 0 ? null : BigInt(random.pick([0, 0, 0, 500])), {
      currency: random.chance(0.9) ? 'USD' : 'EUR',
      holderRef: random.pick([...HOLDERS, null]),
      transferLimit: limit(),
      balanceLimit: accounts.length % 8 === 0 ? null : random.chance(0.9) ? null : 5_000n,
    });
  const change = (): Command => ({
    type: 'change-account',
    bookId,
    claim: claimOf(),
    requestedBy: 'system:test',
    accountId: account(),
    ...(random.chance(0.6) ? { state: random.pick(['open', 'open', 'open', 'frozen', 'closed'] as const) } : {}),
    ...(random.chance(0.2) ? { overdraftLimit: BigInt(random.below(500)) } : {}),
    ...(random.chance(0.2) ? { transferLimit: limit() } : {}),
    ...(random.chance(0.2) ? { balanceLimit: limit() } : {}),
  });
  const pay = (): Command => {
    const postings = Array.from({ length: random.chance(0.8) ? 1 : random.below(4) + 1 }, () => ({
      from: random.chance(0.3) ? (accounts[0] ?? account()) : account(),
      to: account(),
      amount: amount(),
    }));
    const details = { currency: random.chance(0.95) ? 'USD' : 'EUR', actingHolder: holder() };
    return { ...payment(account(), account(), 1n), bookId, ...details, postings };
  };
  const hold = (): Command => ({
    ...holding(account(), account(), amount(), new Date(clock.now().getTime() + random.below(20_000) - 500)),
    bookId,
    actingHolder: holder(),
  });
  const settle = (): Command => {
    const holdId = recent(holds);
    if (random.chance(0.5))
      return { ...committing(holdId, random.chance(0.5) ? undefined : amount()), bookId, actingHolder: holder() };
    return { ...releasing(holdId, random.chance(0.5) ? 'void-hold' : 'expire-hold'), bookId };
  };
  const reverse = (): Command => ({ ...reversing(recent(transfers)), bookId, actingHolder: holder() });
  const repeat = (): Command => {
    const before = random.pick(sent.slice(-RECENT));
    const claim: IdempotencyClaim = random.chance(0.7) ? before.claim : claimOf(before.claim.key, 'another body');
    return { ...before, claim };
  };

  return () => {
    const chosen = random.below(100);
    const wanted = accounts.length < 8 || (chosen < 1 && accounts.length < MOST_ACCOUNTS) ? open : pickOf(chosen);
    const command = wanted();
    if (command.type === 'open-account' && !accounts.includes(command.accountId)) accounts.push(command.accountId);
    if (command.type === 'hold-funds') holds.push(command.transferId);
    if (command.type === 'post-transfer' || command.type === 'commit-hold') transfers.push(command.transferId);
    sent.push(command);
    return command;
  };

  function pickOf(chosen: number): () => Command {
    if (chosen < 4) return change;
    if (chosen < 58) return pay;
    if (chosen < 73) return hold;
    if (chosen < 88) return settle;
    if (chosen < 94) return reverse;
    return sent.length === 0 ? pay : repeat;
  }
}
