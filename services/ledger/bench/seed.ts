import { createHash, randomUUID } from 'node:crypto';
import { systemClock } from '../../kit/src/clock/clock.js';
import type { Database } from '../../kit/src/database/database.js';
import { createBook } from '../src/books/books.js';
import type { Command, Journal } from '../src/journal/commands.js';
import { newId } from '../src/journal/identifiers.js';

/** Accounts of one book: a bank that may owe without bound, and customers with money. */
export interface SeededBook {
  readonly bookId: number;
  readonly bank: string;
  readonly customers: readonly string[];
}

/** Where a bench keeps its books. */
export const BENCH_HOME = 'use1';
export const BENCH_CURRENCY = 'USD';
const FUNDS = 1_000_000_000n;

/** A claim that no other command has. */
export const freshClaim = () => ({ key: randomUUID(), bodyHash: NO_BODY });
const NO_BODY = uuidOf(createHash('sha256').update('bench').digest('hex'));

/** Opens accounts in as many books as asked and funds every customer. */
export async function seedBooks(
  database: Database,
  journal: Journal,
  books: number,
  customersPerBook: number,
): Promise<readonly SeededBook[]> {
  const seeded: SeededBook[] = [];
  for (let bookId = 1; bookId <= books; bookId += 1) {
    await createBook(database, { bookId, name: `bench-${bookId}`, home: BENCH_HOME });
    const bank = await openAccount(journal, bookId, null);
    const customers = await inChunks(customersPerBook, () => openAccount(journal, bookId, 0n));
    await inChunks(customersPerBook, async (index) => {
      const to = customers[index] ?? bank;
      await journal.submit(transfer(bookId, bank, to, FUNDS));
      return to;
    });
    seeded.push({ bookId, bank, customers });
  }
  return seeded;
}

/** A transfer under a key of its own. */
export const transfer = (bookId: number, from: string, to: string, amount: bigint): Command => ({
  type: 'post-transfer',
  bookId,
  claim: freshClaim(),
  requestedBy: 'system:bench',
  transferId: newId(bookId, systemClock),
  postings: [{ from, to, amount }],
  currency: BENCH_CURRENCY,
  actingHolder: null,
  metadata: {},
  counterpartyRef: null,
  sagaId: null,
});

async function openAccount(journal: Journal, bookId: number, overdraftLimit: bigint | null): Promise<string> {
  const accountId = newId(bookId, systemClock);
  const outcome = await journal.submit({
    type: 'open-account',
    bookId,
    claim: freshClaim(),
    requestedBy: 'system:bench',
    accountId,
    currency: BENCH_CURRENCY,
    accountKind: overdraftLimit === null ? 'external' : 'customer',
    holderRef: null,
    overdraftLimit,
    transferLimit: null,
    balanceLimit: null,
    metadata: {},
  });
  if (!outcome.accepted) throw new Error(outcome.problem.detail);
  return accountId;
}

/** As many at once as a lane takes without refusing. */
async function inChunks<T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (let start = 0; start < count; start += CHUNK) {
    const size = Math.min(CHUNK, count - start);
    made.push(...(await Promise.all(Array.from({ length: size }, (_, index) => make(start + index)))));
  }
  return made;
}

const CHUNK = 400;

function uuidOf(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
