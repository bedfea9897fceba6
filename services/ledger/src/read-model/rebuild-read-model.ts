import { createSlot, dropSlot } from '../../../kit/src/change-stream/replication-slot.js';
import type { Database } from '../../../kit/src/database/database.js';
import { applyChanges } from './apply-changes.js';
import { readBooks } from './journal-source.js';
import { READ_SCHEMA } from './read-model.js';
import { PROJECTION_SLOT } from './start-projection.js';

const SUCCESSOR = `${READ_SCHEMA}_next`;
const TABLES = ['positions', 'account_balances', 'pending_holds', 'account_history', 'account_days'];
const RECORDS_AT_ONCE = 2_000;

/**
 * Builds the read model again beside the old one and puts it in its place in one step; readers see the old one until then. With a
 * fresh slot made first, records that both the rebuild and the stream deliver are skipped by their sequence. Needs the owner's rights.
 *
 * @returns records applied
 */
export async function rebuildReadModel(database: Database, options: { readonly withSlot: boolean }): Promise<number> {
  if (options.withSlot) {
    await dropSlot(database, PROJECTION_SLOT);
    await createSlot(database, PROJECTION_SLOT);
  }
  await database.transaction((sql) =>
    sql.script(
      [
        `DROP SCHEMA IF EXISTS ${SUCCESSOR} CASCADE`,
        `CREATE SCHEMA ${SUCCESSOR}`,
        ...TABLES.map((table) => `CREATE TABLE ${SUCCESSOR}.${table} (LIKE ${READ_SCHEMA}.${table} INCLUDING ALL)`),
        `GRANT USAGE ON SCHEMA ${SUCCESSOR} TO ledger_app`,
        `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${SUCCESSOR} TO ledger_app`,
      ].join(';\n'),
    ),
  );
  const applied = await readBooks(
    database,
    RECORDS_AT_ONCE,
    () => 0n,
    (changes) => database.transaction((sql) => applyChanges(sql, SUCCESSOR, changes)),
  );
  await database.transaction((sql) =>
    sql.script(`DROP SCHEMA ${READ_SCHEMA} CASCADE; ALTER SCHEMA ${SUCCESSOR} RENAME TO ${READ_SCHEMA}`),
  );
  return applied;
}
