import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { committing, holding, payment, releasing, reversing } from '../../testing/journal-commands.js';
import { startJournalWorld, type JournalWorld } from '../../testing/journal-world.js';
import { sealAll } from '../chain/start-sealer.js';
import { auditEverything, auditRecent } from './audit-journal.js';
import { INVARIANTS } from './invariants.js';

const BOOK = 5;
let world: JournalWorld;
let alice: string;

beforeAll(async () => {
  world = await startJournalWorld({ books: [BOOK], settings: { max_connections: '50' } });
  const bank = await world.open(BOOK, null);
  alice = await world.open(BOOK, 0n, { balanceLimit: 100_000n });
  await world.fund(bank, alice, 1_000n);
  const soon = new Date(Date.now() + 60_000);
  const [first, second, third] = [
    holding(alice, bank, 10n, soon),
    holding(alice, bank, 20n, soon),
    holding(alice, bank, 30n, soon),
  ];
  for (const command of [
    first,
    second,
    third,
    committing(first.transferId, 4n),
    releasing(second.transferId, 'void-hold'),
  ])
    expect((await world.journal.submit(command)).accepted).toBe(true);
  const paid = payment(bank, alice, 7n);
  await world.journal.submit(paid);
  await world.journal.submit(reversing(paid.transferId));
  await sealAll(world.database);
});
afterAll(() => world.stop());

const corrupt = (statement: string): Promise<void> =>
  world.database.transaction(async (sql) => {
    await sql.script(`SET LOCAL session_replication_role = replica; ${statement}`);
  });

const START = { bookId: BOOK, sequence: 0n, height: 0n };

/** What a superuser does, what must be found by the look at everything, what by the look at new records, and how to undo it. */
const CORRUPTIONS: readonly (readonly [string, string, readonly string[], readonly string[], string])[] = [
  [
    'a balance grows',
    'UPDATE ledger.balances SET posted = posted + 1 WHERE posted > 0',
    ['conservation', 'balance'],
    ['balance'],
    'UPDATE ledger.balances SET posted = posted - 1 WHERE posted > 0',
  ],
  [
    'an entry says more',
    'UPDATE ledger.entries SET amount = amount + 1 WHERE sequence = 3 AND amount > 0',
    ['zero-sum', 'continuity', 'balance', 'chain', 'entries-complete'],
    ['zero-sum', 'continuity', 'chain', 'entries-complete'],
    'UPDATE ledger.entries SET amount = amount - 1 WHERE sequence = 3 AND amount > 0',
  ],
  [
    'a version is skipped',
    'UPDATE ledger.entries SET version = 90 WHERE sequence = 3',
    ['continuity', 'balance', 'chain'],
    ['continuity', 'balance', 'chain'],
    'UPDATE ledger.entries SET version = 1 WHERE sequence = 3',
  ],
  [
    'more is held than pending',
    'UPDATE ledger.balances SET held = held + 5 WHERE posted > 0',
    ['holds'],
    [],
    'UPDATE ledger.balances SET held = held - 5 WHERE posted > 0',
  ],
  [
    'a settled hold is pending again',
    `UPDATE ledger.holds SET state = 'pending', settled_by = NULL, committed_amount = NULL WHERE state = 'voided'`,
    ['settlement', 'holds'],
    [],
    `UPDATE ledger.holds SET state = 'voided', settled_by = hold_id WHERE amount = 20`,
  ],
  [
    'a number is missing',
    'UPDATE ledger.books SET sequence = sequence + 1',
    ['sequence'],
    ['sequence'],
    'UPDATE ledger.books SET sequence = sequence - 1',
  ],
  [
    'a time goes back',
    `UPDATE ledger.transfers SET recorded_at = recorded_at - interval '1 day' WHERE sequence = 5`,
    ['time', 'chain'],
    ['time', 'chain'],
    `UPDATE ledger.transfers SET recorded_at = recorded_at + interval '1 day' WHERE sequence = 5`,
  ],
  [
    'an account changes its currency',
    `UPDATE ledger.balances SET currency = 'EUR' WHERE posted > 0`,
    ['accounts', 'conservation'],
    [],
    `UPDATE ledger.balances SET currency = 'USD'`,
  ],
  [
    'an account has no balance',
    'CREATE TABLE gone AS SELECT * FROM ledger.balances WHERE posted > 0; DELETE FROM ledger.balances WHERE posted > 0',
    ['accounts', 'conservation'],
    ['balance'],
    'INSERT INTO ledger.balances SELECT * FROM gone; DROP TABLE gone',
  ],
  [
    'an account is beyond its limit',
    'ALTER TABLE ledger.balances DROP CONSTRAINT within_balance_limit; UPDATE ledger.balances SET balance_limit = 1 WHERE posted > 0',
    ['limits'],
    [],
    'UPDATE ledger.balances SET balance_limit = 100000 WHERE posted > 0',
  ],
  [
    'a reversal undoes something else',
    `UPDATE ledger.transfers SET amounts = '{8}' WHERE kind = 'reversal'`,
    ['reversal', 'entries-complete', 'chain'],
    ['entries-complete', 'chain'],
    `UPDATE ledger.transfers SET amounts = '{7}' WHERE kind = 'reversal'`,
  ],
];

describe('the auditor', () => {
  it('finds nothing wrong with good books', async () => {
    expect(await auditEverything(world.database)).toEqual([]);
    const { violations, position } = await auditRecent(world.database, START, 1_000);
    expect(violations).toEqual([]);
    expect(position).toEqual({ bookId: BOOK, sequence: 10n, height: 1n });
    expect(await auditRecent(world.database, position, 1_000)).toEqual({ violations: [], position });
  });

  it('can find each of its invariants broken', () => {
    const found = new Set(CORRUPTIONS.flatMap(([, , codes]) => codes));
    expect([...found].sort()).toEqual([...INVARIANTS.map(({ code }) => code), 'chain'].sort());
  });

  for (const [name, statement, everything, recent, undo] of CORRUPTIONS) {
    it(`notices that ${name}`, async () => {
      await corrupt(statement);
      const swept = await auditEverything(world.database);
      const { violations } = await auditRecent(world.database, START, 1_000);
      await corrupt(undo);
      expect([...new Set(swept.map(({ code }) => code))].sort()).toEqual([...everything].sort());
      expect([...new Set(violations.map(({ code }) => code))].sort()).toEqual([...recent].sort());
      for (const { evidence } of swept) expect(evidence.length).toBeGreaterThan(5);
      expect((await auditEverything(world.database)).filter(({ code }) => code !== 'chain')).toEqual([]);
    });
  }
});
