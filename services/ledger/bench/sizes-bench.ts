import type { Database } from '../../kit/src/database/database.js';
import { withLedger } from './load-bench.js';
import { printTable } from './markdown.js';
import { openLoop } from './open-loop.js';
import { uniform } from './workloads.js';

interface Size {
  readonly table: string;
  readonly rows: number;
  readonly bytes: number;
  readonly index_bytes: number;
}

const SIZES = `SELECT relname AS table, n_live_tup::int AS rows, pg_table_size(relid)::float8 AS bytes,
    pg_indexes_size(relid)::float8 AS index_bytes
  FROM pg_stat_user_tables WHERE schemaname IN ('ledger', 'ledger_read')`;

/** Rows and bytes that one transfer leaves behind, by table. */
export const sizesBench = (seconds: number): Promise<void> =>
  withLedger(async (ledger) => {
    const { database } = ledger;
    const before = await sizes(database);
    const walBefore = await walBytes(database);
    const { succeeded } = await openLoop({ perSecond: 1_000, seconds, warmUpSeconds: 0, send: uniform(ledger).send });
    await settled(database);
    const wal = (await walBytes(database)) - walBefore;
    const after = await sizes(database);
    const per = (value: number): string => (value / succeeded).toFixed(2);
    const rows = [...after]
      .map(([table, now]) => {
        const then = before.get(table) ?? { rows: 0, bytes: 0, index_bytes: 0 };
        return [table, now.rows - then.rows, now.bytes - then.bytes, now.index_bytes - then.index_bytes] as const;
      })
      .filter(([, count, bytes]) => count !== 0 || bytes !== 0)
      .sort((a, b) => b[2] + b[3] - a[2] - a[3]);
    const total = rows.reduce((sum, [, , bytes, index]) => sum + bytes + index, 0);
    printTable(
      ['table', 'rows per transfer', 'bytes per transfer', 'index bytes per transfer'],
      [
        ...rows.map(([table, count, bytes, index]) => [table, per(count), per(bytes), per(index)]),
        ['all tables', '', per(total), ''],
        ['write-ahead log', '', per(wal), ''],
      ],
    );
  });

async function sizes(database: Database): Promise<Map<string, Size>> {
  await database.query('ANALYZE');
  return new Map((await database.query<Size>(SIZES)).map((size) => [size.table, size]));
}

const walBytes = async (database: Database): Promise<number> =>
  (await database.query<{ bytes: number }>(`SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 AS bytes`))[0]
    ?.bytes ?? 0;

/** Until the read side has caught up and the outbox is empty. */
async function settled(database: Database): Promise<void> {
  const statement = `SELECT (SELECT count(*) FROM ledger.outbox) + (SELECT count(*) FROM ledger.books AS book
    LEFT JOIN ledger_read.positions AS position USING (book_id) WHERE book.sequence > coalesce(position.sequence, 0)) AS open`;
  for (;;) {
    const [row] = await database.query<{ open: bigint }>(statement);
    if (row?.open === 0n) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
