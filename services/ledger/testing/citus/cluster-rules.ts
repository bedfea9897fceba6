import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../../../kit/src/database/database.js';
import { readMigrations } from '../../../kit/src/migrations/migration-files.js';
import { MIGRATIONS } from '../../src/commands/migrations-folder.js';
import { distribute, type Distribution } from './distribution.js';
import { functionVolatility } from './function-volatility.js';
import type { StatementRules } from './statement-check.js';

/** Tables that Citus need not know, because they are never written together with a book; also the read model while it is rebuilt, and
 * what Citus itself says about tables. */
export const staysOutside = (table: string): boolean =>
  ['ledger.subjects', 'ledger.leaderships', 'pg_dist_partition'].includes(table) ||
  /^ledger_read(_next)?\./.test(table);

/** What an operator runs on a cluster after the migrations. */
export const DISTRIBUTE = readFileSync(join(MIGRATIONS, 'citus', 'distribute.sql'), 'utf8');

/** The texts of all migrations, in order. */
export const migrations = (): readonly string[] => readMigrations(MIGRATIONS).map(({ up }) => up);

/** The ledger's own schema on a cluster. */
export const distributedLedger = (): Distribution => distribute([...migrations(), DISTRIBUTE], staysOutside);

/** What a statement of the ledger is checked against. */
export const ledgerRules = async (database: Database): Promise<StatementRules> => ({
  layout: distributedLedger().layout,
  volatilityOf: await functionVolatility(database),
});

/** What Citus brings as far as the ledger notices: a catalog of the tables that are spread. Their rows stay where they are. */
const CATALOG_ONLY = `CREATE TABLE pg_dist_partition (logicalrelid regclass NOT NULL);
  CREATE FUNCTION create_distributed_table(regclass, text, colocate_with text) RETURNS void LANGUAGE sql
    AS 'INSERT INTO pg_dist_partition VALUES ($1)';
  CREATE FUNCTION citus_add_local_table_to_metadata(regclass) RETURNS void LANGUAGE sql AS ''`;

/** Runs distribute.sql on a migrated database without Citus: guards go, the program takes it for a cluster, every row stays. */
export async function pretendToDistribute(database: Database): Promise<void> {
  await database.script(CATALOG_ONLY);
  await database.script(DISTRIBUTE);
}
