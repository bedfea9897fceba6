import type { SqlExecutor } from '../../../kit/src/database/database.js';
import type { DomainEvent } from '../../../kit/src/events/event.js';
import type { Answer, BatchResult } from './batch.js';
import { transfersOf, type JournalRecord } from './journal-record.js';
import type { AccountState, JournalState } from './journal-state.js';
import { writeAccountChanges, writeHolds, writeOpenedAccounts, writeSettlements } from './write-rare.js';

/** What most batches write, in one statement: transfers, entries, balances, answers, events and the books' heads. */
export const WRITE = `WITH
  new_transfers AS (INSERT INTO ledger.transfers (book_id, sequence, transfer_id, kind, related_id, currency, from_accounts,
      to_accounts, amounts, expires_at, requested_by, saga_id, metadata, counterparty_ref, reason, home_epoch, recorded_at)
    SELECT book_id, sequence, transfer_id, kind, related_id, currency, from_accounts::uuid[], to_accounts::uuid[],
      amounts::bigint[], expires_at, requested_by, saga_id, metadata::jsonb, counterparty_ref::bytea, reason, home_epoch,
      recorded_at
    FROM unnest($1::integer[], $2::bigint[], $3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[],
      $10::timestamptz[], $11::text[], $12::uuid[], $13::text[], $14::text[], $15::text[], $16::bigint[], $17::timestamptz[])
      AS row (book_id, sequence, transfer_id, kind, related_id, currency, from_accounts, to_accounts, amounts, expires_at,
        requested_by, saga_id, metadata, counterparty_ref, reason, home_epoch, recorded_at)),
  new_entries AS (INSERT INTO ledger.entries (book_id, account_id, version, sequence, amount, balance_after, recorded_at)
    SELECT * FROM unnest($18::integer[], $19::uuid[], $20::bigint[], $21::bigint[], $22::bigint[], $23::bigint[],
      $24::timestamptz[])),
  new_answers AS (INSERT INTO ledger.idempotency (book_id, key, body_hash, record_id, sequence, problem, created_at)
    SELECT book_id, key, body_hash, record_id, sequence, problem::jsonb, created_at
    FROM unnest($25::integer[], $26::uuid[], $27::uuid[], $28::uuid[], $29::bigint[], $30::text[], $31::timestamptz[])
      AS row (book_id, key, body_hash, record_id, sequence, problem, created_at)),
  new_events AS (INSERT INTO ledger.outbox (partition_key, topic, event)
    SELECT partition_key, topic, event::jsonb
    FROM unnest($32::text[], $33::text[], $34::text[]) AS row (partition_key, topic, event)),
  new_heads AS (UPDATE ledger.books AS book SET sequence = row.sequence, home_epoch = row.home_epoch,
      recorded_at = row.recorded_at
    FROM unnest($35::integer[], $36::bigint[], $37::bigint[], $38::timestamptz[])
      AS row (book_id, sequence, home_epoch, recorded_at)
    WHERE book.book_id = row.book_id),
  new_balances AS (UPDATE ledger.balances AS balance SET posted = row.posted, held = row.held, version = row.version
    FROM unnest($39::integer[], $40::uuid[], $41::bigint[], $42::bigint[], $43::bigint[])
      AS row (book_id, account_id, posted, held, version)
    WHERE balance.book_id = row.book_id AND balance.account_id = row.account_id
    RETURNING 1)
  SELECT count(*)::integer AS balances FROM new_balances`;

/** Writes a decided batch in the transaction that holds its books' locks. */
export async function writeBatch(
  sql: SqlExecutor,
  result: BatchResult,
  state: JournalState,
  events: readonly DomainEvent[],
): Promise<void> {
  const accounts = [...state.accounts.values()];
  await writeOpenedAccounts(sql, result.records, state);
  await writeAccountChanges(sql, result.records);
  await writeHolds(sql, result.records);
  await writeSettlements(sql, result.settlements);
  const balances = accounts.filter(
    ({ change, version, held }) => change === 'changed' || (change === 'opened' && (version > 0n || held > 0n)),
  );
  const [written] = await sql.query<{ balances: number }>(
    WRITE,
    [
      ...transferColumns(result.records),
      ...entryColumns(result.records),
      ...answerColumns(result.answers),
      ...eventColumns(events),
      result.heads.map(({ bookId }) => bookId),
      result.heads.map(({ sequence }) => sequence),
      result.heads.map(({ homeEpoch }) => homeEpoch),
      result.heads.map(({ recordedAt }) => recordedAt),
      ...balanceColumns(balances),
    ],
    'journal-write',
  );
  if (written?.balances !== balances.length) throw new Error('a balance is missing');
}

function transferColumns(records: readonly JournalRecord[]) {
  const rows = transfersOf(records);
  const effects = rows.map(({ effect }) => effect);
  return [
    rows.map(({ bookId }) => bookId),
    rows.map(({ sequence }) => sequence),
    effects.map(({ transferId }) => transferId),
    effects.map(({ kind }) => kind),
    effects.map(({ relatedId }) => relatedId),
    effects.map(({ currency }) => currency),
    // An array of arrays of different lengths is none in SQL, so each travels as text.
    effects.map(({ postings }) => `{${postings.map(({ from }) => from).join()}}`),
    effects.map(({ postings }) => `{${postings.map(({ to }) => to).join()}}`),
    effects.map(({ postings }) => `{${postings.map(({ amount }) => String(amount)).join()}}`),
    effects.map(({ expiresAt }) => expiresAt),
    rows.map(({ requestedBy }) => requestedBy),
    effects.map(({ sagaId }) => sagaId),
    effects.map(({ metadata }) => (metadata === null || isEmpty(metadata) ? null : JSON.stringify(metadata))),
    effects.map(({ counterpartyRef }) =>
      counterpartyRef === null ? null : `\\x${Buffer.from(counterpartyRef).toString('hex')}`,
    ),
    effects.map(({ reason }) => reason),
    rows.map(({ homeEpoch }) => homeEpoch),
    rows.map(({ recordedAt }) => recordedAt),
  ];
}

function isEmpty(metadata: object): boolean {
  for (const _ in metadata) return false;
  return true;
}

function entryColumns(records: readonly JournalRecord[]) {
  const rows = transfersOf(records).flatMap(({ bookId, sequence, recordedAt, effect }) =>
    effect.entries.map((entry) => ({ bookId, sequence, recordedAt, ...entry })),
  );
  return [
    rows.map(({ bookId }) => bookId),
    rows.map(({ accountId }) => accountId),
    rows.map(({ version }) => version),
    rows.map(({ sequence }) => sequence),
    rows.map(({ amount }) => amount),
    rows.map(({ balanceAfter }) => balanceAfter),
    rows.map(({ recordedAt }) => recordedAt),
  ];
}

const answerColumns = (answers: readonly Answer[]) => [
  answers.map(({ bookId }) => bookId),
  answers.map(({ key }) => key),
  answers.map(({ bodyHash }) => bodyHash),
  answers.map(({ result }) => ('code' in result ? null : result.recordId)),
  answers.map(({ result }) => ('code' in result ? null : result.sequence)),
  answers.map(({ result }) => ('code' in result ? JSON.stringify(result) : null)),
  answers.map(({ createdAt }) => createdAt),
];

const eventColumns = (events: readonly DomainEvent[]) => [
  events.map(({ partitionkey }) => partitionkey),
  events.map(({ type }) => type),
  events.map((event) => JSON.stringify(event)),
];

const balanceColumns = (accounts: readonly AccountState[]) => [
  accounts.map(({ bookId }) => bookId),
  accounts.map(({ accountId }) => accountId),
  accounts.map(({ posted }) => posted),
  accounts.map(({ held }) => held),
  accounts.map(({ version }) => version),
];
