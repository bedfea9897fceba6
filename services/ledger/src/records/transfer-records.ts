import type { Database } from '../../../kit/src/database/database.js';
import type { Posting } from '../journal/commands.js';
import { shardOf } from './shard-of.js';
import type { HoldRecord, TransferKind, TransferRecord } from './transfer-record.js';

interface TransferRow {
  readonly transfer_id: string;
  readonly book_id: number;
  readonly sequence: bigint;
  readonly kind: TransferKind;
  readonly related_id: string | null;
  readonly currency: string;
  readonly from_accounts: readonly string[];
  readonly to_accounts: readonly string[];
  readonly amounts: readonly bigint[];
  readonly requested_by: string;
  readonly metadata: Record<string, string> | null;
  readonly counterparty_ref: Uint8Array | null;
  readonly reason: string | null;
  readonly recorded_at: Date;
  readonly hold_state: HoldRecord['state'] | null;
  readonly hold_expires_at: Date | null;
  readonly committed_amount: bigint | null;
  readonly settled_by: string | null;
  readonly reversed_by: string | null;
}

/** One record with the state of its hold and what undid it, found through the book that its id carries. */
export const ONE_TRANSFER = `SELECT transfer.transfer_id, transfer.book_id, transfer.sequence, transfer.kind, transfer.related_id,
    transfer.currency, transfer.from_accounts, transfer.to_accounts, transfer.amounts, transfer.requested_by, transfer.metadata,
    transfer.counterparty_ref, transfer.reason, transfer.recorded_at, hold.state AS hold_state,
    hold.expires_at AS hold_expires_at, hold.committed_amount, hold.settled_by, reversal.transfer_id AS reversed_by
  FROM ledger.transfers AS transfer
  LEFT JOIN ledger.holds AS hold ON hold.book_id = transfer.book_id AND hold.hold_id = transfer.transfer_id
  LEFT JOIN ledger.transfers AS reversal ON reversal.book_id = transfer.book_id
    AND reversal.related_id = transfer.transfer_id AND reversal.kind = 'reversal'
  WHERE transfer.book_id = $1 AND transfer.transfer_id = $2`;

/** Reads one transfer from the journal's tables. */
export async function readTransfer(database: Database, transferId: string): Promise<TransferRecord | undefined> {
  const [row] = await database.query<TransferRow>(ONE_TRANSFER, [shardOf(transferId), transferId], 'records-transfer');
  return row === undefined ? undefined : transferRecord(row);
}

const transferRecord = (row: TransferRow): TransferRecord => ({
  transferId: row.transfer_id,
  bookId: row.book_id,
  sequence: row.sequence,
  kind: row.kind,
  relatedId: row.related_id,
  currency: row.currency,
  postings: postings(row),
  hold: holdOf(row),
  reversedBy: row.reversed_by,
  requestedBy: row.requested_by,
  metadata: row.metadata ?? {},
  counterpartyRef: row.counterparty_ref,
  reason: row.reason,
  recordedAt: row.recorded_at,
});

function postings({ from_accounts, to_accounts, amounts }: TransferRow): Posting[] {
  return amounts.map((amount, index) => {
    const [from, to] = [from_accounts[index], to_accounts[index]];
    if (from === undefined || to === undefined) throw new RangeError('a transfer without both sides of a posting');
    return { from, to, amount: BigInt(amount) };
  });
}

function holdOf(row: TransferRow): HoldRecord | undefined {
  if (row.hold_state === null || row.hold_expires_at === null) return undefined;
  return {
    state: row.hold_state,
    expiresAt: row.hold_expires_at,
    committedAmount: row.committed_amount,
    settledBy: row.settled_by,
  };
}
