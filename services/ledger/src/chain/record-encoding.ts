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

/** Tables whose rows are encoded by this program; entries are encoded where they are. */
export type EncodedTable = Exclude<keyof typeof ENCODED_COLUMNS, 'entries'>;
export type Row = Readonly<Record<string, unknown>>;

const TIMES: readonly string[] = ['created_at', 'recorded_at', 'expires_at'];
const LISTS: readonly string[] = ['from_accounts', 'to_accounts', 'amounts'];

/** Text that needs no parsing: a driver that makes dates and arrays of it, only for them to become text again, takes most of the time. */
function asText(column: string): string {
  // As a Date would, it leaves microseconds out.
  if (TIMES.includes(column)) return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  return LISTS.includes(column) ? `array_to_string(${column}, ',')` : column;
}

/** What to select of a table for `encodeRow`. */
export const encodedColumns = (table: EncodedTable): string =>
  ENCODED_COLUMNS[table].map((column) => `${asText(column)} AS ${column}`).join(', ');

/**
 * One row as a line of JSON: `["transfers", column, …]`. Numbers are decimal text, times RFC 3339 in UTC, bytes hex, JSON canonical
 * (RFC 8785), so that neither driver nor server nor time zone changes a byte.
 */
export const encodeRow = (table: EncodedTable, row: Row): string =>
  JSON.stringify([table, ...ENCODED_COLUMNS[table].map((column) => encodeValue(column, row[column]))]);

/** The same line for an entry, as a SQL expression: most rows of a journal are entries, and nothing in them would need escaping. */
export const ENCODED_ENTRY = `format('["entries"${',"%s"'.repeat(ENCODED_COLUMNS.entries.length)}]', ${ENCODED_COLUMNS.entries
  .map(asText)
  .join(', ')})`;

function encodeValue(column: string, value: unknown): string | null | readonly string[] {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return LISTS.includes(column) ? value.split(',') : value;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return canonicalJson(value);
}
