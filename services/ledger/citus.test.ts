import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../kit/src/database/database.js';
import { openEmbedded } from '../kit/src/database/embedded-database.js';
import { migrate } from '../kit/src/migrations/migrate.js';
import { MIGRATIONS } from './src/commands/migrations-folder.js';
import type { RefusalReason } from './testing/citus/cluster-layout.js';
import { DISTRIBUTE, distributedLedger, ledgerRules, migrations, staysOutside } from './testing/citus/cluster-rules.js';
import { distribute } from './testing/citus/distribution.js';
import {
  EVERY_BOOK,
  fileOf,
  NOT_ON_A_CLUSTER,
  PLAIN_POSTGRESQL_ONLY,
  titleOf,
} from './testing/citus/known-statements.js';
import { runTraffic } from './testing/citus/ledger-traffic.js';
import { recordDatabase, type RecordedStatement } from './testing/citus/recorded-database.js';
import { callSites } from './testing/citus/source-statements.js';
import { checkStatement, type StatementCheck, type StatementRules } from './testing/citus/statement-check.js';

/** The program, and what of the kit it runs SQL with. */
const SOURCES = ['ledger/src', 'kit/src/outbox', 'kit/src/messaging'];

let database: Database;
let rules: StatementRules;
const recorded = new Map<string, RecordedStatement>();

beforeAll(async () => {
  database = await openEmbedded();
  await migrate(database, MIGRATIONS, { direction: 'up' });
  rules = await ledgerRules(database);
  await runTraffic(recordDatabase(database, recorded));
});
afterAll(() => database.close());

/** Statements of the program with what Citus makes of them; schemas are changed by scripts, which no request runs. */
function checked(): readonly { readonly title: string; readonly check: StatementCheck }[] {
  return [...recorded.values()]
    .filter(({ text }) => !/\b(CREATE|DROP) SCHEMA\b/.test(text))
    .map((statement) => ({ title: titleOf(statement), check: checkStatement(statement.text, rules) }));
}

describe('the ledger on a Citus cluster', () => {
  it('is spread by book without a complaint', () => {
    const { refusals, layout } = distributedLedger();
    expect(refusals).toEqual([]);
    expect(['ledger.entries', 'ledger.outbox', 'ledger.subjects', 'ledger.else'].map(layout)).toEqual([
      'by book',
      'coordinator',
      'outside Citus',
      undefined,
    ]);
  });

  it('could not be spread as the migrations leave it', () => {
    const unprepared = DISTRIBUTE.replaceAll(/^(ALTER TABLE|DROP TRIGGER).*$/gm, '');
    const { refusals } = distribute([...migrations(), unprepared], staysOutside);
    expect(refusals.map(({ reason, where }) => `${reason}: ${where}`).sort()).toEqual([
      'trigger reads tables: balances_follow_entries',
      'trigger reads tables: balances_follow_holds',
      'trigger reads tables: balances_start_empty',
      'trigger reads tables: books_go_forward',
      'trigger reads tables: entries_hold_together',
      'trigger reads tables: transfers_are_counted',
      'unique without book: books_name_key',
    ]);
  });

  it('has had every place of the program that runs SQL looked at', () => {
    const seen = new Set([...recorded.values()].map(({ site }) => site));
    const unseen = callSites(SOURCES).filter(({ site }) => !seen.has(site));
    expect(seen.size).toBeGreaterThan(50);
    expect(unseen.map(({ site, within }) => `${fileOf(site)}: ${within}`).sort()).toEqual(
      Object.keys(NOT_ON_A_CLUSTER).sort(),
    );
  });

  it('names one book in every statement, but those that are known to need all of them', () => {
    const spread = checked().filter(
      ({ title, check }) => check.reach === 'every book' && !(title in PLAIN_POSTGRESQL_ONLY),
    );
    expect([...new Set(spread.map(({ title }) => title))].sort()).toEqual(Object.keys(EVERY_BOOK).sort());
  });

  it('runs nothing that Citus refuses, but the statements of a batch over several books', () => {
    const refused = checked().flatMap(({ title, check: { reach, refusals } }) => {
      const spread: readonly RefusalReason[] =
        reach === 'every book' && !(title in EVERY_BOOK) ? ['several books'] : [];
      const reasons = new Set([...refusals, ...spread]);
      return reasons.size === 0 ? [] : [[title, [...reasons].sort()] as const];
    });
    expect(Object.fromEntries(refused)).toEqual(PLAIN_POSTGRESQL_ONLY);
  });
});

describe('distribute.sql', () => {
  it('runs on the migrated schema and leaves what it says', async () => {
    // What Citus brings, without doing anything.
    await database.script(`CREATE FUNCTION create_distributed_table(regclass, text, colocate_with text) RETURNS void
        LANGUAGE sql AS ''; CREATE FUNCTION citus_add_local_table_to_metadata(regclass) RETURNS void LANGUAGE sql AS ''`);
    await database.script(DISTRIBUTE);
    const back = database.query(`UPDATE ledger.books SET home_epoch = home_epoch - 1 WHERE book_id = 1`);
    await expect(back).rejects.toThrow('a book goes forward only');
    await expect(database.query(`DELETE FROM ledger.entries`)).rejects.toThrow('append-only');
    await database.query(`INSERT INTO ledger.books (book_id, name, home) VALUES (3, 'book-1', 'east')`);
  });
});
