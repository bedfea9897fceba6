import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../../kit/src/clock/clock.js';
import type { Role } from '../../../kit/src/lifecycle/role.js';
import { silentLogger } from '../../../kit/src/logging/logger.js';
import { startJournalWorld, type JournalWorld } from '../../testing/journal-world.js';
import { createReadModel } from './read-model.js';
import { startProjection } from './start-projection.js';

const BOOKS = [1, 2];
let world: JournalWorld;
beforeAll(async () => {
  world = await startJournalWorld({ books: BOOKS, spread: true });
});
afterAll(() => world.stop());

const project = (holder: string): Role =>
  startProjection({
    database: world.database,
    clock: systemClock,
    logger: silentLogger(),
    holder,
    replicationUrl: world.server.url,
  });

/** Moves money in every book and asks the read model for it. */
async function expectFollowed(amount: bigint): Promise<void> {
  for (const bookId of BOOKS) {
    const [bank, person] = [await world.open(bookId, null), await world.open(bookId, 0n)];
    await world.fund(bank, person, amount);
    const [head] = await world.database.query<{ sequence: bigint }>(
      'SELECT sequence FROM ledger.books WHERE book_id = $1',
      [bookId],
    );
    const readModel = createReadModel(world.database);
    expect(await readModel.waitFor({ bookId, sequence: head?.sequence ?? 0n }, 10_000)).toBe(true);
    expect((await readModel.balance(person))?.posted).toBe(amount);
  }
}

it('looks at the journal without a slot; when one projector stops the next goes on', async () => {
  const [first, second] = [project('first'), project('second')];
  await expectFollowed(100n);
  await first.stop();
  await expectFollowed(200n);
  await second.stop();
  expect(await world.database.query('SELECT slot_name FROM pg_replication_slots')).toEqual([]);
});
