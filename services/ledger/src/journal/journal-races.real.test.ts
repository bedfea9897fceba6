import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../kit/src/clock/clock.js';
import { soleLease } from '../../../kit/src/leases/home-lease.js';
import {
  claimOf,
  codeOf,
  committing,
  endOf,
  holding,
  payment,
  releasing,
  reversing,
} from '../../testing/journal-commands.js';
import { brokenInvariants } from '../../testing/journal-invariants.js';
import { startJournalWorld, TEST_HOME, type JournalWorld } from '../../testing/journal-world.js';
import type { Journal } from './commands.js';
import { expireDueHolds } from './start-hold-expiry.js';

const BOOK = 7;
let world: JournalWorld;
let journals: Journal[];
let bank: string;

beforeAll(async () => {
  world = await startJournalWorld({ books: [BOOK, 8, 9] });
  journals = [world.journal, world.another(), world.another(), world.another()];
  bank = await world.open(BOOK, null);
});
afterAll(() => world.stop());

const journalAt = (index: number): Journal => journals[index % journals.length] ?? world.journal;
const balanceOf = async (accountId: string) =>
  (
    await world.database.query<{ posted: bigint; held: bigint }>(
      'SELECT posted, held FROM ledger.balances WHERE account_id = $1',
      [accountId],
    )
  )[0];

describe('several processes on one ledger', () => {
  it('the same key a hundred times at once is one transfer with one answer', async () => {
    const alice = await world.open(BOOK, 0n);
    const { claim } = payment(bank, alice, 5n);
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, index) => journalAt(index).submit(payment(bank, alice, 5n, { claim }))),
    );
    const answers = outcomes.map((outcome) =>
      JSON.stringify({ ...outcome, replayed: true }, (_, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      ),
    );
    expect(new Set(answers).size).toBe(1);
    expect(outcomes.filter(({ accepted, replayed }) => accepted && !replayed)).toHaveLength(1);
    expect(await balanceOf(alice)).toEqual({ posted: 5n, held: 0n });
    const other = payment(bank, alice, 6n, { claim: claimOf(claim.key, 'another body') });
    expect(codeOf(await journalAt(1).submit(other))).toBe('idempotency-key-reused');
    expect(await balanceOf(alice)).toEqual({ posted: 5n, held: 0n });
  });

  it('a hold ends in exactly one way, whoever comes at the same time', async () => {
    const [alice, shop] = [await world.open(BOOK, 0n), await world.open(BOOK, 0n)];
    await world.fund(bank, alice, 5_000n);
    const expiresAt = new Date(Date.now() + 1_500);
    const holds = Array.from({ length: 50 }, () => holding(alice, shop, 100n, expiresAt));
    expect(new Set(await Promise.all(holds.map((hold, index) => endOf(journalAt(index).submit(hold)))))).toEqual(
      new Set(['accepted']),
    );
    expect(codeOf(await world.journal.submit(payment(alice, shop, 1n)))).toBe('insufficient-funds');
    // Around the moment of expiry everything is possible; each must happen to some.
    await new Promise((resolve) => setTimeout(resolve, expiresAt.getTime() - Date.now() - 30));
    const parts = { database: world.database, lease: soleLease(TEST_HOME), clock: systemClock };
    const ends = holds.flatMap(({ transferId }, index) => [
      endOf(
        journalAt(index).submit(index % 2 === 0 ? committing(transferId, 60n) : releasing(transferId, 'void-hold')),
      ),
      endOf(journalAt(index + 1).submit(index % 3 === 0 ? committing(transferId) : releasing(transferId, 'void-hold'))),
    ]);
    const expiries = Array.from({ length: 8 }, async (_, index) => {
      await new Promise((resolve) => setTimeout(resolve, 20 * index));
      return expireDueHolds({ ...parts, journal: journalAt(index) });
    });
    const codes = await Promise.all(ends);
    await Promise.all(expiries);
    while ((await expireDueHolds({ ...parts, journal: world.journal })) > 0);
    expect(codes.every((code) => ['accepted', 'hold-not-pending', 'hold-expired'].includes(code))).toBe(true);
    const states = await world.database.query<{ state: string; count: bigint }>(
      'SELECT state, count(*) FROM ledger.holds WHERE from_account = $1 GROUP BY state',
      [alice],
    );
    expect(states.some(({ state }) => state === 'pending')).toBe(false);
    expect(states.reduce((sum, { count }) => sum + count, 0n)).toBe(50n);
    const settledByCaller = codes.filter((code) => code === 'accepted').length;
    const expired = states.find(({ state }) => state === 'expired')?.count ?? 0n;
    expect(BigInt(settledByCaller) + expired).toBe(50n);
    expect((await balanceOf(alice))?.held).toBe(0n);
  });

  it('opposing transfers from all processes never wait for each other in a circle', async () => {
    const accounts = await Promise.all(
      [7, 8, 9].map(async (book) => {
        const [owner, one, two] = [
          await world.open(book, null),
          await world.open(book, 0n),
          await world.open(book, 0n),
        ];
        await world.fund(owner, one, 1_000n);
        await world.fund(owner, two, 1_000n);
        return [one, two] as const;
      }),
    );
    const ends = await Promise.all(
      Array.from({ length: 1_200 }, (_, index) => {
        const [one, two] = accounts[index % 3] ?? ['', ''];
        const command = index % 2 === 0 ? payment(one, two, 1n) : payment(two, one, 1n);
        return endOf(journalAt(index >> 1).submit(command, { deadlineMs: 20_000 }));
      }),
    );
    expect(new Set(ends)).toEqual(new Set(['accepted']));
    const [deadlocks] = await world.database.query<{ deadlocks: bigint }>(
      'SELECT sum(deadlocks)::bigint AS deadlocks FROM pg_stat_database',
    );
    expect(deadlocks?.deadlocks).toBe(0n);
  });

  it('a transfer is reversed once', async () => {
    const alice = await world.open(BOOK, 0n);
    const paid = payment(bank, alice, 70n);
    await world.journal.submit(paid);
    const ends = await Promise.all(
      Array.from({ length: 20 }, (_, index) => endOf(journalAt(index).submit(reversing(paid.transferId)))),
    );
    expect(ends.filter((end) => end === 'accepted')).toHaveLength(1);
    expect(await balanceOf(alice)).toEqual({ posted: 0n, held: 0n });
  });

  it('what the database refuses fails alone', async () => {
    const alice = await world.open(BOOK, 0n);
    const taken = payment(bank, alice, 1n);
    await world.journal.submit(taken);
    const good = Array.from({ length: 60 }, () => payment(bank, alice, 1n));
    const bad = payment(bank, alice, 1n, { transferId: taken.transferId });
    const results = await Promise.allSettled(
      [...good.slice(0, 33), bad, ...good.slice(33)].map((command) => world.journal.submit(command)),
    );
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(results[33]).toMatchObject({ status: 'rejected', reason: { kind: { code: 'refused-by-database' } } });
    expect(await balanceOf(alice)).toEqual({ posted: 61n, held: 0n });
  });

  it('keeps every invariant', async () => {
    expect(await brokenInvariants(world.database)).toEqual([]);
  });
});
