import { decide } from '../../src/journal/decide.js';
import type { Command, Journal, Outcome } from '../../src/journal/commands.js';
import type { JournalState } from '../../src/journal/journal-state.js';
import type { Effect } from '../../src/journal/decision.js';
import type { AccountRecord } from '../../src/records/account-record.js';
import type { JournalRecords } from '../../src/records/journal-records.js';
import type { TransferRecord } from '../../src/records/transfer-record.js';

/** The journal's own rules on a state in memory: what a database keeps when the programs around it die. */
export class DecidedJournal {
  readonly state: JournalState = { accounts: new Map(), holds: new Map(), transfers: new Map() };
  private readonly answers = new Map<string, { readonly bodyHash: string; readonly outcome: Outcome }>();
  private readonly transfers = new Map<string, TransferRecord>();
  private sequence = 0n;

  constructor(private readonly home: string) {}

  readonly journal: Journal = {
    submit: (command) => Promise.resolve().then(() => this.answer(command)),
    close: () => Promise.resolve(),
  };

  readonly records: JournalRecords = {
    account: (accountId) => Promise.resolve(this.account(accountId)),
    facts: (accountId) => Promise.resolve(this.account(accountId)),
    accountsOf: () => Promise.resolve([]),
    transfer: (transferId) => Promise.resolve(this.transfer(transferId)),
  };

  /** Sum of the balances of the accounts that fit. */
  total(fits: (account: { readonly kind: string; readonly accountId: string }) => boolean): bigint {
    return [...this.state.accounts.values()].filter(fits).reduce((sum, { posted }) => sum + posted, 0n);
  }

  private answer(command: Command): Outcome {
    const { key, bodyHash } = command.claim;
    const known = this.answers.get(key);
    if (known !== undefined) {
      if (known.bodyHash === bodyHash) return { ...known.outcome, replayed: true };
      const problem = { code: 'idempotency-key-reused' as const, detail: 'another body', members: {} };
      return { accepted: false, problem, replayed: false };
    }
    const decision = decide(this.state, command, new Date());
    if (!decision.refused) this.sequence += 1n;
    const outcome: Outcome = decision.refused
      ? { accepted: false, problem: decision, replayed: false }
      : {
          ...{ accepted: true, recordId: decision.recordId, replayed: false },
          position: { bookId: command.bookId, sequence: this.sequence },
        };
    if (!decision.refused) this.record(command, decision.effect);
    this.answers.set(key, { bodyHash, outcome });
    return outcome;
  }

  private record(command: Command, effect: Effect): void {
    if (effect.type !== 'transfer') return;
    if (this.transfers.has(effect.transferId)) throw new Error(`transfer ${effect.transferId} exists already`);
    this.transfers.set(effect.transferId, {
      ...{ transferId: effect.transferId, bookId: command.bookId, sequence: this.sequence, kind: effect.kind },
      ...{ relatedId: effect.relatedId, currency: effect.currency, postings: effect.postings, hold: undefined },
      ...{ reversedBy: null, requestedBy: command.requestedBy, metadata: effect.metadata ?? {} },
      ...{ counterpartyRef: effect.counterpartyRef, reason: effect.reason, recordedAt: new Date() },
    });
  }

  private transfer(transferId: string): TransferRecord | undefined {
    const found = this.transfers.get(transferId);
    const hold = this.state.holds.get(transferId);
    const reversal = [...this.transfers.values()].find(
      (one) => one.kind === 'reversal' && one.relatedId === transferId,
    );
    if (found === undefined) return undefined;
    const holdRecord = hold && { state: hold.state, expiresAt: hold.expiresAt, committedAmount: null, settledBy: null };
    return { ...found, hold: holdRecord, reversedBy: reversal?.transferId ?? null };
  }

  private account(accountId: string): AccountRecord | undefined {
    const found = this.state.accounts.get(accountId);
    if (found === undefined) return undefined;
    return { ...found, metadata: {}, createdAt: new Date(0), home: this.home, bookSequence: this.sequence };
  }
}
