import { randomUUID } from 'node:crypto';
import type { AccountEntry } from '../src/api/account-history.js';
import type { ApiParts } from '../src/api/api-parts.js';
import type { LaggingHistory } from '../src/api/consistent-read.js';
import type { Command, Journal, OpenAccount, Outcome, Posting } from '../src/journal/commands.js';
import type { ProblemCode } from '../src/problems.js';
import type { AccountRecord } from '../src/records/account-record.js';
import type { JournalHistory } from '../src/records/journal-history.js';
import type { JournalRecords } from '../src/records/journal-records.js';
import type { TransferKind, TransferRecord } from '../src/records/transfer-record.js';

interface MemoryAccount {
  readonly record: AccountRecord;
  readonly entries: AccountEntry[];
  held: bigint;
}

type Decision = { readonly recordId: string } | { readonly code: ProblemCode };

/** A ledger of one book in memory: enough of the rules to test what the routes do with its answers. */
export class MemoryLedger {
  readonly commands: Command[] = [];
  private readonly accounts = new Map<string, MemoryAccount>();
  private readonly transfers = new Map<string, TransferRecord>();
  private readonly answers = new Map<string, { readonly bodyHash: string; readonly outcome: Outcome }>();
  private sequence = 0n;

  constructor(private readonly home = 'here') {}

  readonly journal: Journal = {
    submit: (command) => Promise.resolve(this.answer(command)),
    close: () => Promise.resolve(),
  };

  readonly records: JournalRecords = {
    account: (accountId) => Promise.resolve(this.current(accountId)),
    facts: (accountId) => Promise.resolve(this.accounts.get(accountId)?.record),
    accountsOf: (holderRef, after = '', limit) =>
      Promise.resolve(
        [...this.accounts.values()]
          .map(({ record }) => record)
          .filter((record) => record.holderRef === holderRef && record.accountId > after)
          .sort((left, right) => (left.accountId < right.accountId ? -1 : 1))
          .slice(0, limit),
      ),
    transfer: (transferId) => Promise.resolve(this.transfers.get(transferId)),
  };

  readonly history: LaggingHistory & JournalHistory = {
    nextTransferAfter: () => Promise.resolve(undefined),
    position: (bookId) => Promise.resolve({ bookId, sequence: this.sequence }),
    waitFor: ({ sequence }) => Promise.resolve(sequence <= this.sequence),
    balance: (accountId) => {
      const account = this.accounts.get(accountId);
      if (account === undefined) return Promise.resolve(undefined);
      return Promise.resolve({ posted: posted(account), held: account.held, version: BigInt(account.entries.length) });
    },
    balanceAt: (accountId, at) => {
      const last = this.accounts.get(accountId)?.entries.findLast(({ recordedAt }) => recordedAt <= at);
      return Promise.resolve({ posted: last?.balanceAfter ?? 0n, version: last?.version ?? 0n });
    },
    entries: (accountId, after, limit) => {
      const entries = this.accounts.get(accountId)?.entries ?? [];
      return Promise.resolve(entries.filter(({ version }) => version > after).slice(0, limit));
    },
    statement: (accountId, from, to) => {
      const entries = this.accounts.get(accountId)?.entries ?? [];
      const before = entries.findLast(({ recordedAt }) => recordedAt < from)?.balanceAfter ?? 0n;
      const inside = entries.filter(({ recordedAt }) => recordedAt >= from && recordedAt < to);
      const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, each) => total + each, 0n);
      const credits = sum(inside.map(({ amount }) => amount).filter((amount) => amount > 0n));
      const debits = -sum(inside.map(({ amount }) => amount).filter((amount) => amount < 0n));
      const closingBalance = before + credits - debits;
      return Promise.resolve({
        openingBalance: before,
        closingBalance,
        credits,
        debits,
        entryCount: BigInt(inside.length),
      });
    },
  };

  private answer(command: Command): Outcome {
    const { claim, bookId } = command;
    const known = this.answers.get(claim.key);
    if (known !== undefined) {
      if (known.bodyHash === claim.bodyHash) return { ...known.outcome, replayed: true };
      return refused('idempotency-key-reused');
    }
    this.commands.push(command);
    const decision = this.decide(command);
    const outcome: Outcome =
      'code' in decision
        ? refused(decision.code)
        : {
            accepted: true,
            recordId: decision.recordId,
            position: { bookId, sequence: this.sequence },
            replayed: false,
          };
    this.answers.set(claim.key, { bodyHash: claim.bodyHash, outcome });
    return outcome;
  }

  private decide(command: Command): Decision {
    switch (command.type) {
      case 'open-account':
        return this.open(command);
      case 'change-account':
        return this.accounts.has(command.accountId) ? this.next(command.accountId) : { code: 'account-not-found' };
      case 'post-transfer':
        return this.post(command, 'posting', command.postings, null);
      case 'hold-funds':
        return this.post(command, 'hold', [command.posting], null);
      case 'reverse-transfer': {
        const reversed = this.transfers.get(command.reversedId);
        if (reversed === undefined) return { code: 'transfer-not-found' };
        const back = reversed.postings.map(({ from, to, amount }) => ({ from: to, to: from, amount }));
        return this.post({ ...command, currency: reversed.currency }, 'reversal', back, command.reversedId);
      }
      case 'commit-hold':
      case 'void-hold':
      case 'expire-hold': {
        const hold = this.transfers.get(command.holdId);
        if (hold === undefined) return { code: 'transfer-not-found' };
        const kind = command.type === 'commit-hold' ? 'commit' : 'void';
        return this.post({ ...command, currency: hold.currency }, kind, hold.postings, command.holdId);
      }
    }
  }

  private open(command: OpenAccount): Decision {
    const { accountId, accountKind: kind, bookId, currency, holderRef, metadata } = command;
    const { overdraftLimit, transferLimit, balanceLimit } = command;
    const terms = { overdraftLimit, transferLimit, balanceLimit };
    const facts = { accountId, bookId, currency, kind, holderRef, metadata, createdAt: new Date() };
    const record = { ...facts, ...terms, home: this.home, state: 'open' as const, bookSequence: this.sequence + 1n };
    this.accounts.set(accountId, { record, entries: [], held: 0n });
    return this.next(accountId);
  }

  private post(
    details: {
      readonly bookId: number;
      readonly transferId: string;
      readonly currency: string;
      readonly requestedBy: string;
    },
    kind: TransferKind,
    postings: readonly Posting[],
    relatedId: string | null,
  ): Decision {
    for (const { from, to, amount } of postings) {
      const [debited, credited] = [this.accounts.get(from), this.accounts.get(to)];
      if (debited === undefined || credited === undefined) return { code: 'account-not-found' };
      if (debited.record.currency !== details.currency) return { code: 'currency-mismatch' };
      const { overdraftLimit } = debited.record;
      if (overdraftLimit !== null && posted(debited) - debited.held + overdraftLimit < amount) {
        return { code: 'insufficient-funds' };
      }
    }
    const decision = this.next(details.transferId);
    const recordedAt = new Date();
    const shared = { sequence: this.sequence, recordedAt };
    for (const { from, to, amount } of postings) {
      if (kind === 'posting' || kind === 'reversal' || kind === 'commit') {
        this.enter(from, -amount, details.transferId, shared);
        this.enter(to, amount, details.transferId, shared);
      } else if (kind === 'hold') {
        const account = this.accounts.get(from);
        if (account !== undefined) account.held += amount;
      }
    }
    const hold = { state: 'pending' as const, expiresAt: recordedAt, committedAmount: null, settledBy: null };
    this.transfers.set(details.transferId, {
      ...shared,
      ...details,
      kind,
      postings,
      relatedId,
      hold: kind === 'hold' ? hold : undefined,
      reversedBy: null,
      metadata: {},
      counterpartyRef: null,
      reason: null,
    });
    return decision;
  }

  private enter(
    accountId: string,
    amount: bigint,
    transferId: string,
    shared: Pick<AccountEntry, 'sequence' | 'recordedAt'>,
  ): void {
    const account = this.accounts.get(accountId);
    if (account === undefined) return;
    const version = BigInt(account.entries.length + 1);
    account.entries.push({ ...shared, version, transferId, amount, balanceAfter: posted(account) + amount });
  }

  private next(recordId: string): Decision {
    this.sequence += 1n;
    return { recordId };
  }

  private current(accountId: string): AccountRecord | undefined {
    const account = this.accounts.get(accountId);
    return account === undefined ? undefined : { ...account.record, bookSequence: this.sequence };
  }
}

const posted = ({ entries }: MemoryAccount): bigint => entries.at(-1)?.balanceAfter ?? 0n;

const refused = (code: ProblemCode): Outcome => ({
  accepted: false,
  problem: { code, detail: `refused: ${code}`, members: {} },
  replayed: false,
});

/** Pseudonyms that only this process knows, and texts that are not encrypted at all. */
export function memorySubjects(): ApiParts['subjects'] {
  const known = new Map<string, string>();
  return {
    pseudonymOf: (subject) => {
      const pseudonym = known.get(subject) ?? randomUUID();
      known.set(subject, pseudonym);
      return Promise.resolve(pseudonym);
    },
    erase: (subject) => Promise.resolve(known.delete(subject)),
    seal: (_pseudonym, text) => Promise.resolve(Buffer.from(text)),
    open: (sealed) => Promise.resolve(Buffer.from(sealed).toString()),
  };
}
