import { z } from 'zod';
import { groupBy } from '../../../kit/src/collections/group-by.js';
import type { ChangeTransaction } from '../../../kit/src/change-stream/gather-changes.js';
import { inOrder, type JournalChange } from './journal-change.js';

const uuids = z.union([z.array(z.string()), z.string().transform((text) => text.slice(1, -1).split(','))]);
const amounts = z.union([
  z.array(z.coerce.bigint()),
  z.string().transform((text) => text.slice(1, -1).split(',').map(BigInt)),
]);
const place = { book_id: z.number(), sequence: z.coerce.bigint() };

/** Rows as logical decoding delivers them. */
const opened = z.object({ ...place, account_id: z.string(), created_at: z.date() });
const changed = z.object({ ...place, recorded_at: z.date() });
const transferred = z.object({
  ...place,
  transfer_id: z.string(),
  kind: z.enum(['posting', 'hold', 'commit', 'void', 'expiry', 'reversal']),
  related_id: z.string().nullable(),
  from_accounts: uuids,
  amounts,
  recorded_at: z.date(),
});
const entered = z.object({
  ...place,
  account_id: z.string(),
  version: z.coerce.bigint(),
  amount: z.coerce.bigint(),
  balance_after: z.coerce.bigint(),
});

/** Puts the rows of one transaction together to records. */
export function changesOf({ inserts }: ChangeTransaction): readonly JournalChange[] {
  const rows = groupBy(inserts, ({ table }) => table);
  const of = <T>(table: string, schema: z.ZodType<T>): T[] =>
    (rows.get(`ledger.${table}`) ?? []).map(({ row }) => schema.parse(row));
  const entries = groupBy(of('entries', entered), ({ book_id, sequence }) => `${book_id}:${sequence}`);
  return inOrder([
    ...of('accounts', opened).map((row) => ({
      bookId: row.book_id,
      sequence: row.sequence,
      recordedAt: row.created_at,
      content: { type: 'account-opened' as const, accountId: row.account_id },
    })),
    ...of('account_changes', changed).map((row) => ({
      bookId: row.book_id,
      sequence: row.sequence,
      recordedAt: row.recorded_at,
      content: { type: 'account-changed' as const },
    })),
    ...of('transfers', transferred).map((row) => ({
      bookId: row.book_id,
      sequence: row.sequence,
      recordedAt: row.recorded_at,
      content: {
        type: 'transfer' as const,
        transferId: row.transfer_id,
        kind: row.kind,
        relatedId: row.related_id,
        holdFrom: row.from_accounts[0] ?? '',
        holdAmount: row.amounts[0] ?? 0n,
        entries: (entries.get(`${row.book_id}:${row.sequence}`) ?? []).map((entry) => ({
          accountId: entry.account_id,
          version: entry.version,
          amount: entry.amount,
          balanceAfter: entry.balance_after,
        })),
      },
    })),
  ]);
}
