import { resolve } from 'node:path';
import { systemClock, type Clock } from '../../kit/src/clock/clock.js';
import type { Database } from '../../kit/src/database/database.js';
import { connectPostgres } from '../../kit/src/database/postgres-database.js';
import { soleLease, type HomeLease } from '../../kit/src/leases/home-lease.js';
import { silentLogger } from '../../kit/src/logging/logger.js';
import { migrate } from '../../kit/src/migrations/migrate.js';
import { startPostgres, type TestPostgres, type TestPostgresOptions } from '../../kit/testing/postgres.js';
import { createBook } from '../src/books/books.js';
import type { Command, Journal, OpenAccount } from '../src/journal/commands.js';
import { startJournal, type JournalOptions } from '../src/journal/start-journal.js';
import { pretendToDistribute } from './citus/cluster-rules.js';
import { codeOf, opening, payment } from './journal-commands.js';

/** Home of the books of tests. */
export const TEST_HOME = 'use1';

/** A real server with the ledger's schema and books, and as many journals on it as a test wants. */
export interface JournalWorld {
  readonly server: TestPostgres;
  readonly database: Database;
  readonly journal: Journal;
  /** Another process' journal: with its own connections, and lease and clock if given. */
  readonly another: (options?: Partial<JournalOptions>) => Journal;
  /** Opens an account and gives it money; without a limit it may owe without bound. */
  readonly open: (bookId: number, overdraftLimit: bigint | null, more?: Partial<OpenAccount>) => Promise<string>;
  readonly fund: (bank: string, account: string, amount: bigint) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface JournalWorldOptions extends TestPostgresOptions {
  readonly books: readonly number[];
  readonly clock?: Clock;
  readonly lease?: HomeLease;
  /** Lets the ledger believe that Citus spreads the books. */
  readonly spread?: boolean;
}

/** Starts everything; `stop` ends it. */
export async function startJournalWorld(options: JournalWorldOptions): Promise<JournalWorld> {
  const server = await startPostgres(options);
  const databases: Database[] = [];
  const journals: Journal[] = [];
  const connect = (): Database => {
    const database = connectPostgres({
      url: server.url,
      maxConnections: 6,
      applicationName: 'journal-test',
      statementTimeoutMs: 30_000,
      connectTimeoutMs: 500,
    });
    databases.push(database);
    return database;
  };
  const database = connect();
  await migrate(database, resolve('services/ledger/migrations'), { direction: 'up' });
  if (options.spread === true) await pretendToDistribute(database);
  for (const bookId of options.books) await createBook(database, { bookId, name: `book-${bookId}`, home: TEST_HOME });

  const another: JournalWorld['another'] = (more = {}) => {
    const journal = startJournal({
      database: more.database ?? connect(),
      lease: options.lease ?? soleLease(TEST_HOME),
      clock: options.clock ?? systemClock,
      logger: silentLogger(),
      source: '/ledger/use1',
      ...more,
    });
    journals.push(journal);
    return journal;
  };
  const journal = another({ database });
  const done = async (command: Command): Promise<void> => {
    const code = codeOf(await journal.submit(command));
    if (code !== 'accepted') throw new Error(`${command.type}: ${code}`);
  };
  return {
    server,
    database,
    journal,
    another,
    open: async (bookId, overdraftLimit, more) => {
      const command = opening(bookId, overdraftLimit, more);
      await done(command);
      return command.accountId;
    },
    fund: (bank, account, amount) => done(payment(bank, account, amount)),
    stop: async () => {
      await Promise.all(journals.map((each) => each.close()));
      await Promise.all(databases.map((each) => each.close()));
      await server.stop();
    },
  };
}
