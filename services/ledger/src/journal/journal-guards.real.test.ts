import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectPostgres } from '../../../kit/src/database/postgres-database.js';
import { sqlState } from '../../../kit/src/database/sql-state.js';
import { codeOf, holding, payment, reversing } from '../../testing/journal-commands.js';
import { type FaultyRecord, writeFaulty } from '../../testing/faulty-program.js';
import { brokenInvariants } from '../../testing/journal-invariants.js';
import { startJournalWorld, type JournalWorld } from '../../testing/journal-world.js';

const BOOK = 7;
const REFUSED = '23514';
const TAKEN = '23505';
const FORBIDDEN = '42501';
let world: JournalWorld;
let bank: string;
let alice: string;
let reversed: string;
let hold: string;

beforeAll(async () => {
  world = await startJournalWorld({ books: [BOOK] });
  bank = await world.open(BOOK, null);
  alice = await world.open(BOOK, 0n);
  const paid = payment(bank, alice, 1_000n);
  reversed = paid.transferId;
  await world.journal.submit(paid);
  await world.fund(bank, alice, 1_000n);
  await world.journal.submit(reversing(reversed));
  const held = holding(alice, bank, 100n, new Date(Date.now() + 3_600_000));
  hold = held.transferId;
  expect(codeOf(await world.journal.submit(held))).toBe('accepted');
});
afterAll(() => world.stop());

const attempt = (faults?: (correct: FaultyRecord) => Partial<FaultyRecord>): Promise<unknown> =>
  writeFaulty(world.database, BOOK, [bank, alice], faults).then(() => 'written', sqlState);
const statement = (text: string): Promise<unknown> => world.database.query(text).then(() => 'written', sqlState);

describe('the database, whatever the program believes', () => {
  it('takes a correct record', async () => {
    expect(await attempt()).toBe('written');
  });

  const faults: Readonly<Record<string, readonly [string, (correct: FaultyRecord) => Partial<FaultyRecord>]>> = {
    'entries that do not sum to zero': [
      REFUSED,
      ({ entries, balances }) => ({
        entries: entries.map(([id, version, amount, after]) =>
          id === alice ? [id, version, amount + 1n, after + 1n] : [id, version, amount, after],
        ),
        balances: balances.map(([id, posted, held, version]) =>
          id === alice ? [id, posted + 1n, held, version] : [id, posted, held, version],
        ),
      }),
    ],
    'a gap in the versions of an account': [
      REFUSED,
      ({ entries, balances }) => ({
        entries: entries.map(([id, version, amount, after]) => [id, version + 1n, amount, after]),
        balances: balances.map(([id, posted, held, version]) => [id, posted, held, version + 1n]),
      }),
    ],
    'a version that exists': [
      TAKEN,
      ({ entries }) => ({
        entries: entries.map(([id, version, amount, after]) => [id, version - 1n, amount, after]),
      }),
    ],
    'an entry that does not continue the one before': [
      REFUSED,
      ({ entries, balances }) => ({
        entries: entries.map(([id, version, amount, after]) => [id, version, amount, after + 5n]),
        balances: balances.map(([id, posted, held, version]) => [id, posted + 5n, held, version]),
      }),
    ],
    'entries without their balances': [REFUSED, () => ({ balances: [] })],
    'a balance without its entry': [REFUSED, ({ balances }) => ({ entries: [], balances })],
    'entries of a record that moves no money': [REFUSED, () => ({ kind: 'void', relatedId: hold })],
    'a second reversal': [TAKEN, () => ({ kind: 'reversal', relatedId: reversed })],
    'a gap in the records of a book': [
      REFUSED,
      ({ sequence }) => ({ sequence: sequence + 1n, bookSequence: sequence + 1n }),
    ],
    'a record beyond the end of its book': [REFUSED, ({ sequence }) => ({ bookSequence: sequence - 1n })],
    'a book that goes back': [REFUSED, ({ bookSequence }) => ({ bookSequence: bookSequence - 2n })],
    'money that holds have set aside': [
      REFUSED,
      ({ entries, balances }) => {
        // Everything leaves alice, also what is held.
        const posted = balances.find(([id]) => id === alice)?.[1] ?? 0n;
        const taken = posted - 10n;
        return {
          entries: entries.map(([id, version, , after]) =>
            id === alice ? [id, version, -taken, 0n] : [id, version, taken, after + 10n + taken],
          ),
          balances: balances.map(([id, before, held, version]) =>
            id === alice ? [id, 0n, held, version] : [id, before + 10n + taken, held, version],
          ),
        };
      },
    ],
    'held money that is freed without its hold': [
      REFUSED,
      ({ balances }) => ({
        balances: balances.map(([id, posted, , version]) => [id, posted, 0n, version]),
      }),
    ],
    'an account that is not there': [
      REFUSED,
      ({ entries }) => ({
        entries: entries.map(([id, ...rest]) => [id === alice ? '00000000-0000-8000-8000-000000000001' : id, ...rest]),
      }),
    ],
  };
  it.each(Object.entries(faults))('refuses %s', async (_, [code, fault]) => {
    expect(await attempt(fault)).toBe(code);
  });

  it.each([
    `UPDATE ledger.transfers SET requested_by = 'nobody'`,
    'DELETE FROM ledger.entries',
    'TRUNCATE ledger.entries',
    `UPDATE ledger.entries SET amount = amount + 1`,
    `UPDATE ledger.accounts SET currency = 'EUR'`,
    'TRUNCATE ledger.transfers',
    'DELETE FROM ledger.account_changes WHERE true',
    'DELETE FROM ledger.balances',
    'DELETE FROM ledger.holds',
    'TRUNCATE ledger.books CASCADE',
  ])('refuses history to change, even to the owner: %s', async (text) => {
    expect(await statement(text)).toBe(FORBIDDEN);
  });

  it('refuses a hold to be overspent, settled twice or changed', async () => {
    const settle = (set: string): Promise<unknown> =>
      statement(`UPDATE ledger.holds SET ${set} WHERE hold_id = '${hold}'`);
    expect(await settle(`state = 'committed', committed_amount = 101, settled_by = hold_id`)).toBe(REFUSED);
    expect(await settle(`amount = 1000`)).toBe(REFUSED);
    expect(await settle(`state = 'committed'`)).toBe(REFUSED);
    await world.database
      .transaction(async (sql) => {
        const void_ = `UPDATE ledger.holds SET state = 'voided', settled_by = hold_id WHERE hold_id = '${hold}'`;
        await sql.query(void_);
        expect(await sql.query(void_).then(() => 'written', sqlState)).toBe(REFUSED);
        throw new Error('rolled back');
      })
      .catch((error: unknown) => expect(String(error)).toMatch('rolled back'));
  });

  it('refuses a hold that no balance follows, when it begins and when it ends', async () => {
    const begun = `INSERT INTO ledger.holds (book_id, hold_id, from_account, to_account, amount, expires_at)
      VALUES (${BOOK}, gen_random_uuid(), '${alice}', '${bank}', 10, now() + interval '1 hour')`;
    expect(await statement(begun)).toBe(REFUSED);
    expect(
      await statement(`UPDATE ledger.holds SET state = 'voided', settled_by = hold_id WHERE hold_id = '${hold}'`),
    ).toBe(REFUSED);
  });

  it('lets the program do its work and nothing else', async () => {
    await world.database.query('CREATE ROLE program LOGIN IN ROLE ledger_app');
    const url = world.server.url.replace('postgres@', 'program@');
    const limited = connectPostgres({ url, maxConnections: 2, applicationName: 'program', statementTimeoutMs: 5_000 });
    try {
      const journal = world.another({ database: limited });
      expect(codeOf(await journal.submit(payment(bank, alice, 10n)))).toBe('accepted');
      for (const text of [
        'UPDATE ledger.entries SET amount = 1',
        'DELETE FROM ledger.transfers',
        `UPDATE ledger.books SET home = 'usw2'`,
        'TRUNCATE ledger.outbox',
        'ALTER TABLE ledger.entries DISABLE TRIGGER ALL',
        'DROP SCHEMA ledger CASCADE',
      ])
        expect([text, await limited.query(text).then(() => 'written', sqlState)]).toEqual([text, FORBIDDEN]);
    } finally {
      await limited.close();
    }
  });

  it('is left whole by all of it', async () => {
    const broken = await brokenInvariants(world.database, false);
    expect(broken).toEqual([]);
  });
});
