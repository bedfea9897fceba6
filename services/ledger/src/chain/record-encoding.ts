import { canonicalJson } from '../../../kit/src/http/canonical-json.js';

/** Version of everything below; a block made with another one cannot be verified by this. */
export const ENCODING = 'finflow-ledger-1';

/**
 * Columns of each table in the order in which they are encoded. A record is the row of its table, followed by the entries of its
 * sequence by account and version.
 */
export const ENCODED_COLUMNS = {
  accounts: [
    ...[
      'book_id',
      'sequence',
      'account_id',
      'currency',
      'kind',
      'holder_ref',
      'metadata',
      'requested_by',
      'home_epoch',
    ],
    'created_at',
  ],
  account_changes: [
    ...[
      'book_id',
      'sequence',
      'account_id',
      'state',
      'overdraft_limit',
      'transfer_limit',
      'balance_limit',
      'requested_by',
    ],
    ...['home_epoch', 'recorded_at'],
  ],
  transfers: [
    ...[
      'book_id',
      'sequence',
      'transfer_id',
      'kind',
      'related_id',
      'currency',
      'from_accounts',
      'to_accounts',
      'amounts',
    ],
    ...['expires_at', 'requested_by', 'saga_id', 'metadata', 'counterparty_ref', 'reason', 'home_epoch', 'recorded_at'],
  ],
  entries: ['book_id', 'sequence', 'account_id', 'version', 'amount', 'balance_after', 'recorded_at'],
} as const;

export type EncodedTable = keyof typeof ENCODED_COLUMNS;
export type Row = Readonly<Record<string, unknown>>;

/**
 * One row as a line of JSON: `["transfers", column, …]`. Numbers are decimal text, times RFC 3339 in UTC, bytes hex, JSON canonical
 * (RFC 8785), so that neither driver nor server nor time zone changes a byte.
 */
export const encodeRow = (table: EncodedTable, row: Row): string =>
  JSON.stringify([table, ...ENCODED_COLUMNS[table].map((column) => encodeValue(row[column]))]);

type Encoded = string | null | readonly Encoded[];

function encodeValue(value: unknown): Encoded {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (Array.isArray(value)) return value.map(encodeValue);
  return canonicalJson(value);
}
