import type { SqlExecutor } from '../../../kit/src/database/database.js';

/** Where the rows of a journal are: all on one server, or on the nodes of a Citus cluster, those of a book together. */
export type BookLayout = 'one server' | 'spread by book';

/** The layout of a database, asked for once. */
export interface RememberedLayout {
  /** Undefined until somebody asked. */
  readonly known: () => BookLayout | undefined;
  /** @throws the database's error, and asks again the next time */
  readonly ask: (sql: SqlExecutor) => Promise<BookLayout>;
}

export function rememberLayout(): RememberedLayout {
  let known: BookLayout | undefined;
  return { known: () => known, ask: async (sql) => (known ??= await bookLayout(sql)) };
}

/** Asks the database, which knows it best: `migrations/citus/distribute.sql` spreads the books. */
export async function bookLayout(sql: SqlExecutor): Promise<BookLayout> {
  const [catalog] = await sql.query<{ known: boolean }>(`SELECT to_regclass('pg_dist_partition') IS NOT NULL AS known`);
  if (catalog?.known !== true) return 'one server';
  const spread = await sql.query(`SELECT 1 FROM pg_dist_partition WHERE logicalrelid = 'ledger.books'::regclass`);
  return spread.length > 0 ? 'spread by book' : 'one server';
}
