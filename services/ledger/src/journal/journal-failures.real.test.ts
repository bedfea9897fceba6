import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clock } from '../../../kit/src/clock/clock.js';
import type { HomeLease } from '../../../kit/src/leases/home-lease.js';
import { endOf, payment } from '../../testing/journal-commands.js';
import { brokenInvariants } from '../../testing/journal-invariants.js';
import { startJournalWorld, TEST_HOME, type JournalWorld } from '../../testing/journal-world.js';
import { raiseHomeEpoch } from '../books/books.js';
import type { PostTransfer } from './commands.js';

const BOOK = 7;
let world: JournalWorld;
let bank: string;
let alice: string;

beforeAll(async () => {
  world = await startJournalWorld({ books: [BOOK, 8] });
  bank = await world.open(BOOK, null);
  alice = await world.open(BOOK, 0n);
});
afterAll(() => world.stop());

const payments = (count: number): PostTransfer[] => Array.from({ length: count }, () => payment(bank, alice, 1n));
const written = async (commands: readonly PostTransfer[]): Promise<Set<string>> => {
  const rows = await world.database.query<{ id: string }>(
    'SELECT transfer_id AS id FROM ledger.transfers WHERE transfer_id = ANY ($1::uuid[])',
    [commands.map(({ transferId }) => transferId)],
  );
  return new Set(rows.map(({ id }) => id));
};
/** Submits a few every millisecond, to a journal that lets all of them wait, and says how each ended. */
async function submitSteadily(commands: readonly PostTransfer[], deadlineMs: number): Promise<string[]> {
  const patient = world.another({ queueSize: commands.length });
  const ends: Promise<string>[] = [];
  for (const command of commands) {
    ends.push(endOf(patient.submit(command, { deadlineMs })));
    if (ends.length % 5 === 0) await delay(1);
  }
  return Promise.all(ends);
}

describe('a journal in trouble', () => {
  it('does every payment once while its connections are cut again and again', async () => {
    const commands = payments(1_500);
    let over = false;
    const cutting = (async () => {
      while (!over) {
        await world.database
          .query(
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND application_name = 'journal-test'`,
          )
          .catch(() => undefined);
        await delay(60);
      }
    })();
    const ends = await submitSteadily(commands, 20_000);
    over = true;
    await cutting;
    expect(new Set(ends)).toEqual(new Set(['accepted']));
    expect((await written(commands)).size).toBe(commands.length);
  });

  it('does every payment once although the server dies and comes back', async () => {
    const commands = payments(2_000);
    const dying = (async () => {
      for (let death = 0; death < 3; death += 1) {
        await delay(120);
        await world.server.kill9();
        await world.server.start();
      }
    })();
    const ends = await submitSteadily(commands, 60_000);
    await dying;
    expect(new Set(ends)).toEqual(new Set(['accepted']));
    expect((await written(commands)).size).toBe(commands.length);
  });

  it('never executes what waited past its deadline', async () => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const locked = world.database.transaction(async (sql) => {
      await sql.query('SELECT FROM ledger.books WHERE book_id = $1 FOR UPDATE', [BOOK]);
      await released;
    });
    await delay(20);
    const first = payment(bank, alice, 1n);
    const begun = endOf(world.journal.submit(first));
    await delay(20);
    const late = payments(20);
    const ends = await Promise.all(late.map((command) => endOf(world.journal.submit(command, { deadlineMs: 40 }))));
    expect(new Set(ends)).toEqual(new Set(['deadline-exceeded']));
    release();
    await locked;
    expect(await begun).toBe('accepted');
    expect((await written([first, ...late])).size).toBe(1);
  });

  it('refuses what it cannot write in time instead of letting it wait', async () => {
    const small = world.another({ lanes: 1, queueSize: 20, batchSize: 5 });
    const commands = payments(200);
    const ends = await Promise.all(commands.map((command) => endOf(small.submit(command))));
    expect(new Set(ends)).toEqual(new Set(['accepted', 'overloaded']));
    expect((await written(commands)).size).toBe(ends.filter((end) => end === 'accepted').length);
  });

  it('keeps the order of times when the wall clock steps back', async () => {
    let offsetMs = 0;
    const clock: Clock = { now: () => new Date(Date.now() + offsetMs), monotonicMs: () => performance.now() };
    const stepping = world.another({ clock });
    for (const step of [0, 7_200_000, -3_600_000, 0]) {
      offsetMs = step;
      expect(await endOf(stepping.submit(payment(bank, alice, 1n)))).toBe('accepted');
    }
  });
});

describe('a primary that was replaced', () => {
  const leaseOf = (epoch: () => bigint | undefined): HomeLease => ({
    home: TEST_HOME,
    currentEpoch: epoch,
    close: () => Promise.resolve(),
  });

  it('acknowledges nothing without its lease', async () => {
    const commands = payments(10);
    const journal = world.another({ lease: leaseOf(() => undefined) });
    const ends = await Promise.all(commands.map((command) => endOf(journal.submit(command))));
    expect(new Set(ends)).toEqual(new Set(['home-lease-lost']));
    expect((await written(commands)).size).toBe(0);
  });

  it('says that it does not know when the lease ran out while it committed', async () => {
    let asked = 0;
    // Held when the command comes and when its batch begins; gone after the commit.
    const journal = world.another({ lease: leaseOf(() => (++asked <= 2 ? 1n : undefined)) });
    const command = payment(bank, alice, 1n);
    expect(await endOf(journal.submit(command))).toBe('outcome-unknown');
    // The same key tells whoever asks the new primary.
    expect(await world.journal.submit(command)).toMatchObject({ accepted: true, replayed: true });
  });

  it('writes nothing more once the epoch is raised, although it still believes in its lease', async () => {
    const old = world.another({ lease: leaseOf(() => 1n) });
    const next = world.another({ lease: leaseOf(() => 2n) });
    const before = payments(300);
    const ends = before.map((command) => endOf(old.submit(command)));
    await delay(5);
    await raiseHomeEpoch(world.database, TEST_HOME, 2n);
    const after = payments(300);
    const late = await Promise.all(after.map((command) => endOf(old.submit(command))));
    expect(new Set(late)).toEqual(new Set(['home-lease-lost']));
    expect((await written(after)).size).toBe(0);
    expect(await endOf(next.submit(payment(bank, alice, 1n)))).toBe('accepted');
    const settled = await Promise.all(ends);
    expect((await written(before)).size).toBe(settled.filter((end) => end === 'accepted').length);
    const mixed = await world.database.query(
      `SELECT FROM ledger.transfers AS late JOIN ledger.transfers AS early USING (book_id)
       WHERE late.sequence > early.sequence AND late.home_epoch < early.home_epoch LIMIT 1`,
    );
    expect(mixed).toEqual([]);
  });

  it('leaves every invariant in place', async () => {
    expect(await brokenInvariants(world.database)).toEqual([]);
  });
});
