import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dropSlot } from '../../../kit/src/change-stream/replication-slot.js';
import { systemClock } from '../../../kit/src/clock/clock.js';
import type { Role } from '../../../kit/src/lifecycle/role.js';
import { silentLogger } from '../../../kit/src/logging/logger.js';
import { committing, holding, payment, releasing, reversing } from '../../testing/journal-commands.js';
import { startJournalWorld, type JournalWorld } from '../../testing/journal-world.js';
import type { Command } from '../journal/commands.js';
import { createJournalHistory } from '../records/journal-history.js';
import { applyChanges } from './apply-changes.js';
import { ProjectionGap } from './journal-change.js';
import { readJournal } from './journal-source.js';
import { createReadModel, READ_SCHEMA } from './read-model.js';
import { rebuildReadModel } from './rebuild-read-model.js';
import { PROJECTION_SLOT, startProjection } from './start-projection.js';

const TABLES = ['positions', 'account_balances', 'pending_holds', 'account_history', 'account_days'];
const BOOKS = [1, 2];
let world: JournalWorld;
let projection: Role;

const project = (): Role =>
  startProjection({
    database: world.database,
    clock: systemClock,
    logger: silentLogger(),
    holder: 'projector',
    replicationUrl: world.server.url,
  });

const caughtUp = async (): Promise<void> => {
  const readModel = createReadModel(world.database);
  for (const bookId of BOOKS) {
    const [head] = await world.database.query<{ sequence: bigint }>(
      'SELECT sequence FROM ledger.books WHERE book_id = $1',
      [bookId],
    );
    expect(await readModel.waitFor({ bookId, sequence: head?.sequence ?? 0n }, 10_000)).toBe(true);
  }
};
const contents = async (schema = READ_SCHEMA): Promise<Record<string, readonly object[]>> =>
  Object.fromEntries(
    await Promise.all(
      TABLES.map(
        async (table) =>
          [table, await world.database.query(`SELECT * FROM ${schema}.${table} ORDER BY 1, 2, 3`)] as const,
      ),
    ),
  );

/** Payments, holds with every end, reversals, in two books at once. */
async function traffic(rounds: number): Promise<void> {
  for (const bookId of BOOKS) {
    const bank = await world.open(bookId, null);
    const people = await Promise.all(Array.from({ length: 5 }, () => world.open(bookId, 0n)));
    await Promise.all(people.map((each) => world.fund(bank, each, 10_000n)));
    const one = (index: number): string => people[index % people.length] ?? bank;
    const commands = Array.from({ length: rounds }, (_, index): readonly Command[] => {
      const soon = new Date(Date.now() + 60_000);
      const paid = payment(one(index), one(index + 1), BigInt(1 + (index % 7)));
      const held = holding(one(index), one(index + 2), 20n, soon);
      const end = index % 3 === 0 ? committing(held.transferId, 5n) : releasing(held.transferId, 'void-hold');
      return index % 4 === 0 ? [paid, reversing(paid.transferId)] : [paid, held, ...(index % 5 === 0 ? [] : [end])];
    });
    await Promise.all(
      commands.map(async (chain) => {
        for (const command of chain) expect((await world.journal.submit(command)).accepted).toBe(true);
      }),
    );
  }
}

beforeAll(async () => {
  world = await startJournalWorld({ books: BOOKS });
});
afterAll(async () => {
  await projection.stop();
  await dropSlot(world.database, PROJECTION_SLOT);
  await world.stop();
});

describe('the read side', () => {
  it('begins with what was written before it was there, whoever else begins', async () => {
    await traffic(10);
    const busy = traffic(20);
    projection = project();
    const other = project();
    await busy;
    await caughtUp();
    await other.stop();
    expect(await world.database.query('SELECT book_id FROM ledger_read.positions')).toHaveLength(BOOKS.length);
  });

  it('tells what the journal tells', async () => {
    await traffic(100);
    await caughtUp();
    const [readModel, journal] = [createReadModel(world.database), createJournalHistory(world.database)];
    const accounts = await world.database.query<{ id: string }>('SELECT account_id AS id FROM ledger.accounts');
    const [{ middle } = { middle: new Date() }] = await world.database.query<{ middle: Date }>(
      `SELECT to_timestamp((extract(epoch FROM min(recorded_at)) + extract(epoch FROM max(recorded_at))) / 2) AS middle FROM ledger.entries`,
    );
    const dayBefore = new Date(Date.now() - 86_400_000);
    const dayAfter = new Date(Date.now() + 86_400_000);
    for (const { id } of accounts) {
      expect(await readModel.balance(id)).toEqual(await journal.balance(id));
      expect(await readModel.balanceAt(id, middle)).toEqual(await journal.balanceAt(id, middle));
      expect(await readModel.entries(id, 3n, 10)).toEqual(await journal.entries(id, 3n, 10));
      for (const [from, to] of [
        [dayBefore, dayAfter],
        [middle, dayAfter],
        [dayBefore, middle],
        [middle, middle],
      ] as const)
        expect(await readModel.statement(id, from, to)).toEqual(await journal.statement(id, from, to));
    }
  });

  it('is the same when it is built again, with traffic meanwhile', async () => {
    const busy = traffic(60);
    await projection.stop();
    await rebuildReadModel(world.database, { withSlot: true });
    projection = project();
    await busy;
    await caughtUp();
    const incremental = await contents();
    await projection.stop();
    await rebuildReadModel(world.database, { withSlot: true });
    expect(await contents()).toEqual(incremental);
    projection = project();
  });

  it('skips what comes again and stops at what is missing', async () => {
    await caughtUp();
    const before = await contents();
    const records = await readJournal(world.database, 1, 0n, 50n);
    const apply = (changes: typeof records) =>
      world.database.transaction((sql) => applyChanges(sql, READ_SCHEMA, changes));
    expect(await apply(records)).toEqual([]);
    expect(await contents()).toEqual(before);
    const [last] = records.slice(-1);
    if (last === undefined) throw new Error('there are records');
    const ahead = { ...last, sequence: 1_000_000n };
    await expect(apply([ahead])).rejects.toThrow(ProjectionGap);
    expect(await contents()).toEqual(before);
  });

  it('goes on after kill -9 of the server', async () => {
    await world.server.kill9();
    await world.server.start();
    await traffic(20);
    await caughtUp();
  });

  it('stops loudly when its slot is lost, and only a rebuild helps', async () => {
    await projection.stop();
    await dropSlot(world.database, PROJECTION_SLOT);
    await traffic(5);
    const said: unknown[] = [];
    const logger = silentLogger();
    logger.fatal = (...about: unknown[]) => void said.push(about);
    projection = startProjection({
      database: world.database,
      clock: systemClock,
      logger,
      holder: 'projector',
      replicationUrl: world.server.url,
    });
    for (let tries = 0; said.length === 0 && tries < 100; tries += 1) await delay(50);
    expect(JSON.stringify(said)).toContain('ledger rebuild');
    await projection.stop();
    await rebuildReadModel(world.database, { withSlot: true });
    projection = project();
    await caughtUp();
  });
});
