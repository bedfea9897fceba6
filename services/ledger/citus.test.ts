import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../kit/src/database/database.js';
import { openEmbedded } from '../kit/src/database/embedded-database.js';
import { migrate } from '../kit/src/migrations/migrate.js';
import { MIGRATIONS } from './src/commands/migrations-folder.js';
import type { RefusalReason } from './testing/citus/cluster-layout.js';
import {
  DISTRIBUTE,
  distributedLedger,
  ledgerRules,
  migrations,
  pretendToDistribute,
  staysOutside,
} from './testing/citus/cluster-rules.js';
import { distribute } from './testing/citus/distribution.js';
import { EVERY_BOOK, fileOf, NOT_ON_A_CLUSTER, ONE_SERVER_ONLY, titleOf } from './testing/citus/known-statements.js';
import { runTraffic } from './testing/citus/ledger-traffic.js';
import { recordDatabase, type RecordedStatement } from './testing/citus/recorded-database.js';
import { callSites } from './testing/citus/source-statements.js';
import { checkStatement, type StatementCheck, type StatementRules } from './testing/citus/statement-check.js';

/** The program, and what of the kit it runs SQL with. */
const SOURCES = ['ledger/src', 'kit/src/outbox', 'kit/src/messaging'];

let cluster: Database;
let rules: StatementRules;
const onCluster = new Map<string, RecordedStatement>();
const onOneServer = new Map<string, RecordedStatement>();

beforeAll(async () => {
  cluster = await openEmbedded();
  await migrate(cluster, MIGRATIONS, { direction: 'up' });
  await pretendToDistribute(cluster);
  rules = await ledgerRules(cluster);
  await runTraffic(recordDatabase(cluster, onCluster));
  const oneServer = await openEmbedded();
  await migrate(oneServer, MIGRATIONS, { direction: 'up' });
  await runTraffic(recordDatabase(oneServer, onOneServer));
  await oneServer.close();
});
afterAll(() => cluster.close());

/** Statements of the program with what Citus makes of them; schemas are changed by scripts, which no request runs. */
function checked(
  recorded: ReadonlyMap<string, RecordedStatement>,
): readonly { readonly title: string; readonly check: StatementCheck }[] {
  return [...recorded.values()]
    .filter(({ text }) => !/\b(CREATE|DROP) SCHEMA\b/.test(text))
    .map((statement) => ({ title: titleOf(statement), check: checkStatement(statement.text, rules) }));
}

/** What Citus would refuse or spread over all nodes although nobody wants that, by statement. */
function refused(recorded: ReadonlyMap<string, RecordedStatement>): Readonly<Record<string, readonly RefusalReason[]>> {
  const found = checked(recorded).flatMap(({ title, check: { reach, refusals } }) => {
    const spread: readonly RefusalReason[] = reach === 'every book' && !(title in EVERY_BOOK) ? ['several books'] : [];
    const reasons = new Set([...refusals, ...spread]);
    return reasons.size === 0 ? [] : [[title, [...reasons].sort()] as const];
  });
  return Object.fromEntries(found);
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
    const seen = new Set([...onCluster.values()].map(({ site }) => site));
    const unseen = callSites(SOURCES).filter(({ site }) => !seen.has(site));
    expect(seen.size).toBeGreaterThan(50);
    expect(unseen.map(({ site, within }) => `${fileOf(site)}: ${within}`).sort()).toEqual(
      Object.keys(NOT_ON_A_CLUSTER).sort(),
    );
  });

  it('names one book in every statement, but those that are known to need all of them', () => {
    const spread = checked(onCluster).filter(({ check }) => check.reach === 'every book');
    expect([...new Set(spread.map(({ title }) => title))].sort()).toEqual(Object.keys(EVERY_BOOK).sort());
  });

  it('runs nothing that Citus refuses', () => {
    expect(refused(onCluster)).toEqual({});
  });

  it('sends other statements to one server, which Citus would refuse', () => {
    expect(refused(onOneServer)).toEqual(ONE_SERVER_ONLY);
  });
});

describe('distribute.sql', () => {
  it('leaves the guards that need one row only', async () => {
    const back = cluster.query(`UPDATE ledger.books SET home_epoch = home_epoch - 1 WHERE book_id = 1`);
    await expect(back).rejects.toThrow('a book goes forward only');
    await expect(cluster.query(`DELETE FROM ledger.entries`)).rejects.toThrow('append-only');
    await cluster.query(`INSERT INTO ledger.books (book_id, name, home) VALUES (3, 'book-1', 'east')`);
  });
});
