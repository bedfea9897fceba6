import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brokenInvariants } from '../../testing/journal-invariants.js';
import { startJournalWorld, type JournalWorld } from '../../testing/journal-world.js';
import { createLedgerModel } from '../../testing/ledger-model.js';
import { createRandomCommands } from '../../testing/random-commands.js';
import { createRandom } from '../../testing/random.js';
import type { Command, Outcome } from './commands.js';

const BOOKS = [1, 2, 3, 4, 5, 6];
const WAVE = 600;
const CHECK_EVERY_WAVES = 42;
let now = Date.parse('2026-01-01T00:00:00Z');
const clock = { now: () => new Date(now), monotonicMs: () => performance.now() };

/** Change a seed to see other commands; a failure names it. */
const RUNS = [
  { layout: 'one server', count: 100_000, seed: 20_260_726 },
  { layout: 'spread by book', count: 20_000, seed: 20_261_123 },
] as const;

describe.each(RUNS)('$count random commands of seed $seed, $layout', ({ layout, count, seed }) => {
  let world: JournalWorld;
  beforeAll(async () => {
    world = await startJournalWorld({ books: BOOKS, clock, spread: layout === 'spread by book' });
  });
  afterAll(() => world.stop());

  const random = createRandom(seed);
  const model = createLedgerModel();
  const makers = BOOKS.map((bookId) => createRandomCommands(random, clock, bookId));
  const seen = new Map<string, number>();
  const times = new Map<number, number>();

  /** The time of a record: that of the clock, but never before the record before. */
  const expectAsModel = (command: Command, outcome: Outcome, place: string): void => {
    const at = Math.max(now, times.get(command.bookId) ?? 0);
    const reasons = model.submit(command, new Date(at));
    const code = outcome.accepted ? 'accepted' : outcome.problem.code;
    seen.set(code, (seen.get(code) ?? 0) + 1);
    if (outcome.accepted && !outcome.replayed) times.set(command.bookId, at);
    const expected = reasons.size === 0 ? ['accepted'] : [...reasons];
    if (!expected.includes(code))
      throw new Error(`${place}: ${command.type} ended with ${code}, the model expects ${expected.join(' or ')}`);
  };

  it('end as in a model that does one after the other, and keep every invariant', async () => {
    for (let done = 0, wave = 0; done < count; done += WAVE, wave += 1) {
      // Time goes on, sometimes it steps back.
      now += random.chance(0.1) ? -5_000 : 2_000;
      const commands = Array.from({ length: WAVE }, () => random.pick(makers)());
      const outcomes = await Promise.all(
        commands.map((command) => world.journal.submit(command, { deadlineMs: 60_000 })),
      );
      commands.forEach((command, index) => {
        const outcome = outcomes[index];
        if (outcome === undefined) throw new Error('a command has no outcome');
        expectAsModel(command, outcome, `wave ${wave}, command ${index}`);
      });
      if (wave % CHECK_EVERY_WAVES === 0) expect(await brokenInvariants(world.database, false)).toEqual([]);
    }
    expect(await brokenInvariants(world.database)).toEqual([]);
    const rows = await world.database.query<{ id: string; posted: bigint; held: bigint; state: string }>(
      'SELECT account_id AS id, posted, held, state FROM ledger.balances',
    );
    expect(new Map(rows.map(({ id, ...balance }) => [id, balance]))).toEqual(model.balances());
  });

  it('met every kind of end', () => {
    const rare = [
      'accepted',
      'insufficient-funds',
      'balance-limit-exceeded',
      'transfer-limit-exceeded',
      'currency-mismatch',
      'account-not-found',
      'account-not-open',
      'account-not-empty',
      'not-account-holder',
      'same-account',
      'hold-expired',
      'hold-not-pending',
      'hold-not-due',
      'commit-exceeds-hold',
      'transfer-not-found',
      'transfer-not-reversible',
      'idempotency-key-reused',
    ];
    expect(rare.filter((code) => !seen.has(code))).toEqual([]);
    expect(seen.get('accepted')).toBeGreaterThan(count / 4);
  });
});
