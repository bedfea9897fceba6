import type { Command, Posting } from '../src/journal/commands.js';

interface ModelAccount {
  readonly bookId: number;
  readonly currency: string;
  readonly holder: string | null;
  state: string;
  posted: bigint;
  overdraft: bigint | null;
  perTransfer: bigint | null;
  most: bigint | null;
}
interface ModelHold extends Posting {
  readonly expiresAt: Date;
}

/**
 * The ledger as one would explain it, one command after the other and with no thought of speed. Says every reason to refuse a command;
 * none means that it happens.
 */
export function createLedgerModel() {
  const accounts = new Map<string, ModelAccount>();
  const holds = new Map<string, ModelHold>();
  const pending = new Set<ModelHold>();
  const posted = new Map<string, readonly Posting[]>();
  const reversed = new Set<string>();
  const answers = new Map<string, { body: string; reasons: ReadonlySet<string> }>();

  const heldOn = (accountId: string): bigint =>
    [...pending].filter(({ from }) => from === accountId).reduce((sum, { amount }) => sum + amount, 0n);
  const free = (accountId: string, { posted: balance, overdraft }: ModelAccount): bigint | null =>
    overdraft === null ? null : balance - heldOn(accountId) + overdraft;

  /** Why these postings cannot be done; `settled` is money of a hold that they use. */
  const postingFaults = (
    postings: readonly Posting[],
    asked: { currency?: string; holder: string | null; frozenToo?: boolean; settled?: Posting },
  ): Set<string> => {
    const faults = new Set<string>();
    const changes = new Map<string, bigint>();
    for (const { from, to, amount } of postings) {
      if (from === to) faults.add('same-account');
      for (const id of [from, to]) {
        const account = accounts.get(id);
        if (account === undefined) faults.add('account-not-found');
        else {
          if (asked.currency !== undefined && account.currency !== asked.currency) faults.add('currency-mismatch');
          if (account.state === 'closed' || (account.state === 'frozen' && asked.frozenToo !== true))
            faults.add('account-not-open');
        }
      }
      if (asked.holder !== null && accounts.get(from)?.holder !== asked.holder) faults.add('not-account-holder');
      changes.set(from, (changes.get(from) ?? 0n) - amount);
      changes.set(to, (changes.get(to) ?? 0n) + amount);
    }
    if (faults.size > 0) return faults;
    for (const [id, change] of changes) {
      const account = accounts.get(id);
      if (account === undefined) continue;
      const left = free(id, account);
      const settled = asked.settled?.from === id ? asked.settled.amount : 0n;
      if (change < 0n && left !== null && left + settled + change < 0n) faults.add('insufficient-funds');
      if (change > 0n && account.most !== null && account.posted + change > account.most)
        faults.add('balance-limit-exceeded');
    }
    return faults;
  };
  const limitFaults = (postings: readonly Posting[]): Set<string> => {
    const faults = new Set<string>();
    for (const [id, { perTransfer }] of accounts) {
      const taken = postings.filter(({ from }) => from === id).reduce((sum, { amount }) => sum + amount, 0n);
      if (perTransfer !== null && taken > perTransfer) faults.add('transfer-limit-exceeded');
    }
    return faults;
  };
  const post = (transferId: string, postings: readonly Posting[]): void => {
    for (const { from, to, amount } of postings)
      for (const [id, change] of [[from, -amount] as const, [to, amount] as const]) {
        const account = accounts.get(id);
        if (account !== undefined) account.posted += change;
      }
    posted.set(transferId, postings);
  };

  const place = (holdId: string, hold: ModelHold): void => {
    holds.set(holdId, hold);
    pending.add(hold);
  };

  /** Does the command unless there is a reason not to. */
  const apply = (command: Command, at: Date): ReadonlySet<string> => {
    switch (command.type) {
      case 'open-account':
        accounts.set(command.accountId, {
          bookId: command.bookId,
          currency: command.currency,
          holder: command.holderRef,
          state: 'open',
          posted: 0n,
          overdraft: command.overdraftLimit,
          perTransfer: command.transferLimit,
          most: command.balanceLimit,
        });
        return new Set();
      case 'change-account': {
        const account = accounts.get(command.accountId);
        if (account === undefined) return new Set(['account-not-found']);
        if (account.state === 'closed') return new Set(['account-not-open']);
        const faults = new Set<string>();
        const overdraft = command.overdraftLimit === undefined ? account.overdraft : command.overdraftLimit;
        const most = command.balanceLimit === undefined ? account.most : command.balanceLimit;
        if (command.state === 'closed' && (account.posted !== 0n || heldOn(command.accountId) !== 0n))
          faults.add('account-not-empty');
        if (overdraft !== null && account.posted - heldOn(command.accountId) + overdraft < 0n)
          faults.add('insufficient-funds');
        if (most !== null && account.posted > most) faults.add('balance-limit-exceeded');
        if (faults.size > 0) return faults;
        account.state = command.state ?? account.state;
        account.overdraft = overdraft;
        account.most = most;
        if (command.transferLimit !== undefined) account.perTransfer = command.transferLimit;
        return faults;
      }
      case 'post-transfer': {
        const { postings, currency, actingHolder: holder } = command;
        const faults = new Set([...postingFaults(postings, { currency, holder }), ...limitFaults(postings)]);
        if (faults.size === 0) post(command.transferId, postings);
        return faults;
      }
      case 'hold-funds': {
        const { posting, currency, actingHolder: holder } = command;
        const faults = new Set([
          ...postingFaults([{ ...posting, amount: 0n }], { currency, holder }),
          ...limitFaults([posting]),
        ]);
        if (command.expiresAt <= at) faults.add('hold-expired');
        const source = accounts.get(posting.from);
        const left = source === undefined ? null : free(posting.from, source);
        if (left !== null && left < posting.amount) faults.add('insufficient-funds');
        if (faults.size === 0) place(command.transferId, { ...posting, expiresAt: command.expiresAt });
        return faults;
      }
      case 'commit-hold': {
        const hold = holds.get(command.holdId);
        if (hold === undefined) return new Set(['transfer-not-found']);
        if (!pending.has(hold)) return new Set(['hold-not-pending']);
        if (hold.expiresAt <= at) return new Set(['hold-expired']);
        const postings = [{ from: hold.from, to: hold.to, amount: command.amount ?? hold.amount }];
        const faults = postingFaults(postings, { holder: command.actingHolder, frozenToo: true, settled: hold });
        if ((command.amount ?? 0n) > hold.amount) faults.add('commit-exceeds-hold');
        if (faults.size > 0) return faults;
        pending.delete(hold);
        post(command.transferId, postings);
        return faults;
      }
      case 'void-hold':
      case 'expire-hold': {
        const hold = holds.get(command.holdId);
        if (hold === undefined) return new Set(['transfer-not-found']);
        if (!pending.has(hold)) return new Set(['hold-not-pending']);
        if (command.type === 'expire-hold' && hold.expiresAt > at) return new Set(['hold-not-due']);
        if (command.actingHolder !== null && accounts.get(hold.from)?.holder !== command.actingHolder)
          return new Set(['not-account-holder']);
        pending.delete(hold);
        return new Set();
      }
      case 'reverse-transfer': {
        const postings = posted.get(command.reversedId);
        if (postings === undefined)
          return new Set([
            holds.has(command.reversedId) ? 'transfer-not-reversible' : 'transfer-not-found',
            'transfer-not-reversible',
          ]);
        if (reversed.has(command.reversedId)) return new Set(['transfer-not-reversible']);
        const opposite = postings.map(({ from, to, amount }) => ({ from: to, to: from, amount }));
        const faults = postingFaults(opposite, { holder: command.actingHolder });
        if (faults.size > 0) return faults;
        reversed.add(command.reversedId);
        post(`reversal of ${command.reversedId}`, opposite);
        return faults;
      }
    }
  };

  return {
    /** Reasons to refuse, under the rule that a key gets one answer for ever. */
    submit: (command: Command, at: Date): ReadonlySet<string> => {
      const { key, bodyHash } = command.claim;
      const known = answers.get(`${command.bookId} ${key}`);
      if (known !== undefined) return known.body === bodyHash ? known.reasons : new Set(['idempotency-key-reused']);
      const reasons = apply(command, at);
      answers.set(`${command.bookId} ${key}`, { body: bodyHash, reasons });
      return reasons;
    },
    /** What every account has. */
    balances: (): Map<string, { posted: bigint; held: bigint; state: string }> =>
      new Map(
        [...accounts].map(([id, { posted: balance, state }]) => [id, { posted: balance, held: heldOn(id), state }]),
      ),
  };
}
