import { createHash, randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../kit/src/clock/clock.js';
import type { Database } from '../../../kit/src/database/database.js';
import { openEmbedded } from '../../../kit/src/database/embedded-database.js';
import { soleLease } from '../../../kit/src/leases/home-lease.js';
import { silentLogger } from '../../../kit/src/logging/logger.js';
import { migrate } from '../../../kit/src/migrations/migrate.js';
import { createBook } from '../books/books.js';
import type { Command, Journal, Outcome } from './commands.js';
import { newId } from './identifiers.js';
import { startJournal } from './start-journal.js';

const BOOK = 7;
let database: Database;
let journal: Journal;

const claim = (key: string = randomUUID(), body = 'body') => ({
  key,
  bodyHash: createHash('md5')
    .update(body)
    .digest('hex')
    .replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
});
const base = (key?: string) => ({ bookId: BOOK, claim: claim(key), requestedBy: 'system:test' });
const id = () => newId(BOOK, systemClock);

const open = async (overdraftLimit: bigint | null = 0n): Promise<string> => {
  const accountId = id();
  const outcome = await journal.submit({
    ...base(),
    type: 'open-account',
    accountId,
    currency: 'USD',
    accountKind: overdraftLimit === null ? 'external' : 'customer',
    holderRef: null,
    overdraftLimit,
    transferLimit: null,
    balanceLimit: null,
    metadata: {},
  });
  expect(outcome.accepted).toBe(true);
  return accountId;
};
const details = { currency: 'USD', actingHolder: null, metadata: {}, counterpartyRef: null, sagaId: null };
const pay = (from: string, to: string, amount: bigint, key?: string): Command => ({
  ...base(key),
  ...details,
  type: 'post-transfer',
  transferId: id(),
  postings: [{ from, to, amount }],
});
const codeOf = (outcome: Outcome): string => (outcome.accepted ? 'accepted' : outcome.problem.code);

beforeAll(async () => {
  database = await openEmbedded();
  await migrate(database, resolve('services/ledger/migrations'), { direction: 'up', to: 2 });
  await createBook(database, { bookId: BOOK, name: 'retail', home: 'use1' });
  journal = startJournal({
    database,
    lease: soleLease('use1'),
    clock: systemClock,
    logger: silentLogger(),
    source: '/ledger/use1',
  });
});
afterAll(async () => {
  await journal.close();
  await database.close();
});

describe('the journal', () => {
  it('moves money, counts versions and tells others', async () => {
    const [bank, alice, bob] = [await open(null), await open(), await open()];
    expect(codeOf(await journal.submit(pay(bank, alice, 1_000n)))).toBe('accepted');
    expect(codeOf(await journal.submit(pay(alice, bob, 300n)))).toBe('accepted');
    expect(codeOf(await journal.submit(pay(alice, bob, 701n)))).toBe('insufficient-funds');
    const rows = await database.query<{ account_id: string; posted: bigint; version: bigint }>(
      'SELECT account_id, posted, version FROM ledger.balances WHERE account_id = ANY ($1::uuid[])',
      [[bank, alice, bob]],
    );
    const byId = new Map(rows.map((row) => [row.account_id, [row.posted, row.version]]));
    expect([bank, alice, bob].map((each) => byId.get(each))).toEqual([
      [-1_000n, 1n],
      [700n, 2n],
      [300n, 1n],
    ]);
    const [events] = await database.query<{ count: bigint }>('SELECT count(*) FROM ledger.outbox');
    expect(events?.count).toBe(5n);
  });

  it('gives the same key the same answer, also at the same time, and refuses another body', async () => {
    const [bank, alice] = [await open(null), await open()];
    const key = randomUUID();
    const outcomes = await Promise.all(Array.from({ length: 100 }, () => journal.submit(pay(bank, alice, 5n, key))));
    expect(new Set(outcomes.map((outcome) => outcome.accepted && outcome.recordId)).size).toBe(1);
    expect(outcomes.filter(({ replayed }) => !replayed)).toHaveLength(1);
    const other = await journal.submit({ ...pay(bank, alice, 6n), claim: claim(key, 'other') });
    expect(codeOf(other)).toBe('idempotency-key-reused');
    const poor = pay(alice, bank, 500n);
    expect(codeOf(await journal.submit(poor))).toBe('insufficient-funds');
    await journal.submit(pay(bank, alice, 1_000n));
    expect(await journal.submit(poor)).toMatchObject({ accepted: false, replayed: true });
  });

  it('holds, commits in part, releases and reverses', async () => {
    const [bank, alice, shop] = [await open(null), await open(), await open()];
    await journal.submit(pay(bank, alice, 100n));
    const holdId = id();
    const hold: Command = {
      ...base(),
      ...details,
      type: 'hold-funds',
      transferId: holdId,
      posting: { from: alice, to: shop, amount: 80n },
      expiresAt: new Date(Date.now() + 60_000),
    };
    expect(codeOf(await journal.submit(hold))).toBe('accepted');
    expect(codeOf(await journal.submit(pay(alice, shop, 21n)))).toBe('insufficient-funds');
    const commitId = id();
    const settle = { ...base(), holdId, actingHolder: null };
    expect(codeOf(await journal.submit({ ...settle, type: 'expire-hold', transferId: id() }))).toBe('hold-not-due');
    const commit: Command = { ...settle, ...base(), type: 'commit-hold', transferId: commitId, amount: 60n };
    expect(codeOf(await journal.submit(commit))).toBe('accepted');
    expect(codeOf(await journal.submit({ ...settle, ...base(), type: 'void-hold', transferId: id() }))).toBe(
      'hold-not-pending',
    );
    const reverse = (): Command => ({
      ...base(),
      type: 'reverse-transfer',
      transferId: id(),
      reversedId: commitId,
      reason: 'returned goods',
      actingHolder: null,
    });
    expect(codeOf(await journal.submit(reverse()))).toBe('accepted');
    expect(codeOf(await journal.submit(reverse()))).toBe('transfer-not-reversible');
    const [balance] = await database.query('SELECT posted, held FROM ledger.balances WHERE account_id = $1', [alice]);
    expect(balance).toEqual({ posted: 100n, held: 0n });
  });

  it('refuses what it may not write', async () => {
    const alien = { ...pay(id(), id(), 1n), bookId: 8 };
    await expect(journal.submit(alien)).rejects.toMatchObject({ kind: { code: 'book-not-found' } });
    const late = journal.submit(pay(id(), id(), 1n), { deadlineMs: -1 });
    await expect(late).rejects.toMatchObject({ kind: { code: 'deadline-exceeded' } });
  });
});
