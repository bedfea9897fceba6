import { resolve } from 'node:path';
import { systemClock } from '../../kit/src/clock/clock.js';
import { connectPostgres } from '../../kit/src/database/postgres-database.js';
import { soleLease } from '../../kit/src/leases/home-lease.js';
import { silentLogger } from '../../kit/src/logging/logger.js';
import { migrate } from '../../kit/src/migrations/migrate.js';
import { startPostgres } from '../../kit/testing/postgres.js';
import type { Command } from '../src/journal/commands.js';
import { startJournal } from '../src/journal/start-journal.js';
import { BENCH_HOME, seedBooks, transfer, type SeededBook } from './seed.js';

/** Transfers that wait at the same time. */
const CONCURRENCY = 400;

/** Tables whose triggers hold the program to its word. */
const GUARDED = ['books', 'balances', 'transfers', 'entries', 'holds'];

/**
 * How fast the command side is without HTTP: closed loop, in this process, on a PostgreSQL of its own.
 *
 * @param guarded false to learn what the database's own checks cost
 */
export async function journalBench(seconds: number, guarded = true): Promise<void> {
  const server = await startPostgres();
  const database = connectPostgres({
    url: server.url,
    maxConnections: 8,
    applicationName: 'journal-bench',
    statementTimeoutMs: 30_000,
  });
  await migrate(database, resolve('services/ledger/migrations'), { direction: 'up' });
  if (!guarded) for (const table of GUARDED) await database.script(`ALTER TABLE ledger.${table} DISABLE TRIGGER USER`);
  const lease = soleLease(BENCH_HOME);
  const journal = startJournal({
    database,
    lease,
    clock: systemClock,
    logger: silentLogger(),
    source: '/ledger/bench',
  });
  const books = await seedBooks(database, journal, 16, 625);
  console.log('| load | transfers/s | P95 ms | CPU of this process µs/transfer |\n| --- | --- | --- | --- |');
  for (const [name, next] of [
    ['hot: one account', () => hot(books)],
    ['uniform: 10,000 accounts in 16 books', () => uniform(books)],
  ] as const) {
    const cpu = process.cpuUsage();
    const { count, latencies } = await closedLoop(seconds, async () => void (await journal.submit(next())));
    const { user, system } = process.cpuUsage(cpu);
    latencies.sort((a, b) => a - b);
    const p95 = latencies[Math.floor(latencies.length * 0.95)] ?? 0;
    console.log(
      `| ${name} | ${Math.round(count / seconds)} | ${p95.toFixed(1)} | ${Math.round((user + system) / count)} |`,
    );
  }
  await journal.close();
  await database.close();
  await server.stop();
}

const pick = <T>(items: readonly T[]): T => {
  const item = items[Math.floor(Math.random() * items.length)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
};

const hot = (books: readonly SeededBook[]): Command => {
  const [{ bookId, bank, customers }] = [pick(books.slice(0, 1))];
  return transfer(bookId, pick(customers), bank, 1n);
};

const uniform = (books: readonly SeededBook[]): Command => {
  const { bookId, customers } = pick(books);
  const from = pick(customers);
  const to = pick(customers.filter((_, index) => customers[index] !== from).slice(0, 50));
  return transfer(bookId, from, to, 1n);
};

async function closedLoop(seconds: number, work: () => Promise<void>): Promise<{ count: number; latencies: number[] }> {
  const end = performance.now() + seconds * 1000;
  const latencies: number[] = [];
  const worker = async (): Promise<void> => {
    while (performance.now() < end) {
      const started = performance.now();
      await work();
      latencies.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return { count: latencies.length, latencies };
}
