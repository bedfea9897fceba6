import type { DomainEvent } from '../../../kit/src/events/event.js';
import type { Answer, BatchResult, BookHead } from './batch.js';
import { filled, type BatchConnection } from './batch-connection.js';
import { transfersOf, type EntryDraft, type JournalRecord, type TransferRecord } from './journal-record.js';
import type { AccountState, JournalState } from './journal-state.js';
import { rowStatement } from './row-statement.js';
import { writeAccountChanges, writeHolds, writeOpenedAccounts, writeSettlements } from './write-rare.js';

const TRANSFERS = rowStatement<TransferRecord>({
  name: 'journal-transfers-written',
  columns: {
    book_id: ['integer', ({ bookId }) => bookId],
    sequence: ['bigint', ({ sequence }) => sequence],
    transfer_id: ['uuid', ({ effect }) => effect.transferId],
    kind: ['text', ({ effect }) => effect.kind],
    related_id: ['uuid', ({ effect }) => effect.relatedId],
    currency: ['text', ({ effect }) => effect.currency],
    // An array of arrays of different lengths is none in SQL, so each travels as text.
    from_accounts: ['text', ({ effect }) => `{${effect.postings.map(({ from }) => from).join()}}`],
    to_accounts: ['text', ({ effect }) => `{${effect.postings.map(({ to }) => to).join()}}`],
    amounts: ['text', ({ effect }) => `{${effect.postings.map(({ amount }) => String(amount)).join()}}`],
    expires_at: ['timestamptz', ({ effect }) => effect.expiresAt],
    requested_by: ['text', ({ requestedBy }) => requestedBy],
    saga_id: ['uuid', ({ effect }) => effect.sagaId],
    metadata: ['text', ({ effect }) => (isEmpty(effect.metadata) ? null : JSON.stringify(effect.metadata))],
    counterparty_ref: ['text', ({ effect }) => hexOf(effect.counterpartyRef)],
    reason: ['text', ({ effect }) => effect.reason],
    home_epoch: ['bigint', ({ homeEpoch }) => homeEpoch],
    recorded_at: ['timestamptz', ({ recordedAt }) => recordedAt],
  },
  text: (
    rows,
    inBook,
  ) => `INSERT INTO ledger.transfers (book_id, sequence, transfer_id, kind, related_id, currency, from_accounts,
      to_accounts, amounts, expires_at, requested_by, saga_id, metadata, counterparty_ref, reason, home_epoch, recorded_at)
    SELECT book_id, sequence, transfer_id, kind, related_id, currency, from_accounts::uuid[], to_accounts::uuid[],
      amounts::bigint[], expires_at, requested_by, saga_id, metadata::jsonb, counterparty_ref::bytea, reason, home_epoch,
      recorded_at
    FROM ${rows} WHERE ${inBook('book_id')}`,
});

const ENTRIES = rowStatement<EntryDraft & Pick<JournalRecord, 'bookId' | 'sequence' | 'recordedAt'>>({
  name: 'journal-entries',
  columns: {
    book_id: ['integer', ({ bookId }) => bookId],
    account_id: ['uuid', ({ accountId }) => accountId],
    version: ['bigint', ({ version }) => version],
    sequence: ['bigint', ({ sequence }) => sequence],
    amount: ['bigint', ({ amount }) => amount],
    balance_after: ['bigint', ({ balanceAfter }) => balanceAfter],
    recorded_at: ['timestamptz', ({ recordedAt }) => recordedAt],
  },
  text: (
    rows,
    inBook,
  ) => `INSERT INTO ledger.entries (book_id, account_id, version, sequence, amount, balance_after, recorded_at)
    SELECT book_id, account_id, version, sequence, amount, balance_after, recorded_at FROM ${rows} WHERE ${inBook('book_id')}`,
});

const ANSWERS = rowStatement<Answer>({
  name: 'journal-answers-written',
  columns: {
    book_id: ['integer', ({ bookId }) => bookId],
    key: ['uuid', ({ key }) => key],
    body_hash: ['uuid', ({ bodyHash }) => bodyHash],
    record_id: ['uuid', ({ result }) => ('code' in result ? null : result.recordId)],
    sequence: ['bigint', ({ result }) => ('code' in result ? null : result.sequence)],
    problem: ['text', ({ result }) => ('code' in result ? JSON.stringify(result) : null)],
    created_at: ['timestamptz', ({ createdAt }) => createdAt],
  },
  text: (
    rows,
    inBook,
  ) => `INSERT INTO ledger.idempotency (book_id, key, body_hash, record_id, sequence, problem, created_at)
    SELECT book_id, key, body_hash, record_id, sequence, problem::jsonb, created_at FROM ${rows} WHERE ${inBook('book_id')}`,
});

/** The outbox is on the coordinator of a cluster, whatever the book. */
const EVENTS = rowStatement<DomainEvent>({
  name: 'journal-events',
  columns: {
    partition_key: ['text', ({ partitionkey }) => partitionkey],
    topic: ['text', ({ type }) => type],
    event: ['text', (event) => JSON.stringify(event)],
  },
  text: (rows) => `INSERT INTO ledger.outbox (partition_key, topic, event)
    SELECT partition_key, topic, event::jsonb FROM ${rows}`,
});

const HEADS = rowStatement<BookHead>({
  name: 'journal-heads',
  columns: {
    book_id: ['integer', ({ bookId }) => bookId],
    sequence: ['bigint', ({ sequence }) => sequence],
    home_epoch: ['bigint', ({ homeEpoch }) => homeEpoch],
    recorded_at: ['timestamptz', ({ recordedAt }) => recordedAt],
  },
  text: (rows, inBook) => `UPDATE ledger.books AS book SET sequence = row.sequence, home_epoch = row.home_epoch,
      recorded_at = row.recorded_at
    FROM ${rows} WHERE book.book_id = row.book_id AND ${inBook('book.book_id')}`,
});

const BALANCES = rowStatement<AccountState>({
  name: 'journal-balances',
  columns: {
    book_id: ['integer', ({ bookId }) => bookId],
    account_id: ['uuid', ({ accountId }) => accountId],
    posted: ['bigint', ({ posted }) => posted],
    held: ['bigint', ({ held }) => held],
    version: ['bigint', ({ version }) => version],
  },
  text: (
    rows,
    inBook,
  ) => `UPDATE ledger.balances AS balance SET posted = row.posted, held = row.held, version = row.version
    FROM ${rows}
    WHERE balance.book_id = row.book_id AND balance.account_id = row.account_id AND ${inBook('balance.book_id')}
    RETURNING 1`,
});

/** Writes a decided batch in the transaction that holds its books' locks. */
export async function writeBatch(
  connection: BatchConnection,
  result: BatchResult,
  state: JournalState,
  events: readonly DomainEvent[],
): Promise<void> {
  const accounts = [...state.accounts.values()];
  await writeOpenedAccounts(connection, result.records, state);
  await writeAccountChanges(connection, result.records);
  await writeHolds(connection, result.records);
  await writeSettlements(connection, result.settlements);
  const balances = accounts.filter(
    ({ change, version, held }) => change === 'changed' || (change === 'opened' && (version > 0n || held > 0n)),
  );
  const transfers = transfersOf(result.records);
  const entries = transfers.flatMap(({ bookId, sequence, recordedAt, effect }) =>
    effect.entries.map((entry) => ({ bookId, sequence, recordedAt, ...entry })),
  );
  const written = await connection.writeTogether('journal-write', [
    filled(TRANSFERS, transfers),
    filled(ENTRIES, entries),
    filled(ANSWERS, result.answers),
    filled(EVENTS, events),
    filled(HEADS, result.heads),
    filled(BALANCES, balances),
  ]);
  if (written !== balances.length) throw new Error('a balance is missing');
}

function isEmpty(metadata: object | null): boolean {
  for (const _ in metadata) return false;
  return true;
}

const hexOf = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : `\\x${Buffer.from(bytes).toString('hex')}`;
