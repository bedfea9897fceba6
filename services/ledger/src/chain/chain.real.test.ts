import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SqlExecutor } from '../../../kit/src/database/database.js';
import { committing, holding, payment } from '../../testing/journal-commands.js';
import { startJournalWorld, type JournalWorld } from '../../testing/journal-world.js';
import { exportLine, verifyExport } from './export-chain.js';
import { ENCODED_COLUMNS, ENCODED_ENTRY } from './record-encoding.js';
import { sealAll } from './start-sealer.js';
import { coveredBlocks, verifyBook } from './verify-chain.js';

const BOOK = 3;
let world: JournalWorld;

/** Changes something as a superuser who switches every trigger off, hands it to the check, and takes it back. */
async function tampered<T>(statement: string, check: (sql: SqlExecutor) => Promise<T>): Promise<T> {
  let result: T | undefined;
  const undo = new Error('undo');
  await world.database
    .transaction(async (sql) => {
      await sql.script('SET LOCAL session_replication_role = replica');
      await sql.script(statement);
      result = await check(sql);
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  if (result === undefined) throw new Error('the check did not run');
  return result;
}
const verdictOf = (statement: string) => tampered(statement, (sql) => verifyBook(sql, BOOK));

/** Another value of each type. */
const CHANGED: Readonly<Record<string, string>> = {
  integer: '9',
  bigint: '987654321',
  uuid: `'00000000-0000-8000-8000-000000000001'`,
  text: `'changed'`,
  character: `'XXX'`,
  jsonb: `'{"changed": "yes"}'`,
  bytea: `'\\x00'`,
  'timestamp with time zone': `'2001-02-03T04:05:06Z'`,
  ARRAY: 'NULL',
};

beforeAll(async () => {
  world = await startJournalWorld({ books: [BOOK] });
  const bank = await world.open(BOOK, null);
  const alice = await world.open(BOOK, 0n, { metadata: { note: 'first' } });
  await world.fund(bank, alice, 1_000n);
  const held = holding(alice, bank, 100n, new Date(Date.now() + 60_000));
  await world.journal.submit({ ...held, metadata: { order: '17' } });
  await world.journal.submit(committing(held.transferId, 40n));
  await world.journal.submit({
    type: 'change-account',
    bookId: BOOK,
    claim: payment(bank, alice, 1n).claim,
    requestedBy: 'system:test',
    accountId: alice,
    balanceLimit: 5_000n,
  });
  await sealAll(world.database);
  await world.fund(bank, alice, 5n);
  await sealAll(world.database);
});
afterAll(() => world.stop());

describe('the hash chain', () => {
  it('verifies what was written, from the database and from an export', async () => {
    expect(await verifyBook(world.database, BOOK)).toEqual({ blocks: 2, records: 7, fault: null });
    expect(await verifyBook(world.database, BOOK, 1n)).toEqual({ blocks: 1, records: 1, fault: null });
    const lines: string[] = [];
    for await (const covered of coveredBlocks(world.database, BOOK)) lines.push(exportLine(covered));
    expect(await verifyExport(lines)).toEqual({ blocks: 2, records: 7, fault: null });
    const bent = lines.map((line) => line.replace('\\"1000\\"', '\\"9000\\"'));
    expect((await verifyExport(bent)).fault).toMatch(/record 3 was changed/);
    await expect(verifyExport(['{}'])).rejects.toThrow('line 1 is no exported block');
  });

  it('encodes entries in the database exactly as it says', async () => {
    const rows = await world.database.query<Record<string, string | Date>>(
      `SELECT book_id::text, sequence::text, account_id, version::text, amount::text, balance_after::text, recorded_at,
         ${ENCODED_ENTRY} AS encoded FROM ledger.entries`,
    );
    expect(rows).toHaveLength(6);
    for (const { encoded, ...row } of rows) {
      const values = ENCODED_COLUMNS.entries.map((column) => row[column]);
      expect(encoded).toBe(JSON.stringify(['entries', ...values]));
    }
  });

  it('names the record of which any column was changed', async () => {
    for (const [table, columns] of Object.entries(ENCODED_COLUMNS)) {
      const types = await world.database.query<{ name: string; type: string }>(
        `SELECT column_name AS name, data_type AS type FROM information_schema.columns
         WHERE table_schema = 'ledger' AND table_name = $1`,
        [table],
      );
      // Nothing of a record escapes the chain.
      expect([...columns].sort()).toEqual(types.map(({ name }) => name).sort());
      for (const { name, type } of types) {
        const value = type === 'ARRAY' ? `${name} || ${name}` : CHANGED[type];
        const statement = `ALTER TABLE ledger.${table} DROP CONSTRAINT IF EXISTS related_where_needed, DROP CONSTRAINT IF EXISTS postings_complete,
            DROP CONSTRAINT IF EXISTS ${table}_kind_check, DROP CONSTRAINT IF EXISTS ${table}_currency_check,
            DROP CONSTRAINT IF EXISTS ${table}_state_check, DROP CONSTRAINT IF EXISTS has_balance;
          UPDATE ledger.${table} SET ${name} = ${value} WHERE sequence = (SELECT min(sequence) FROM ledger.${table})
            ${table === 'entries' ? `AND account_id = (SELECT min(account_id::text)::uuid FROM ledger.entries)` : ''}`;
        const { fault } = await verdictOf(statement);
        expect(fault, `${table}.${name}`).toMatch(/record \d+ (was changed|is missing)|does not cover/);
      }
    }
  });

  it('notices removed, added and exchanged records', async () => {
    expect((await verdictOf('DELETE FROM ledger.transfers WHERE sequence = 3')).fault).toMatch(/record 3/);
    expect((await verdictOf('DELETE FROM ledger.entries WHERE sequence = 3')).fault).toMatch(/record 3 was changed/);
    const forged = `INSERT INTO ledger.entries SELECT book_id, account_id, 99, sequence, 5, 5, recorded_at FROM ledger.entries
      WHERE sequence = 3 LIMIT 1`;
    expect((await verdictOf(forged)).fault).toMatch(/record 3 was changed/);
  });

  it('notices every change of a block', async () => {
    const changes = [
      "hash = decode(repeat('00', 32), 'hex')",
      "previous_hash = decode(repeat('11', 32), 'hex')",
      'digests = set_byte(digests, 3, get_byte(digests, 3) # 1)',
      'height = 9',
      'first_sequence = first_sequence + 1, digests = substring(digests FROM 9)',
      'last_sequence = last_sequence - 1, digests = substring(digests FROM 9)',
    ];
    for (const change of changes) {
      const { fault } = await verdictOf(`UPDATE ledger.blocks SET ${change} WHERE height = 1`);
      expect(fault, change).toMatch(/block/);
    }
    expect((await verdictOf('DELETE FROM ledger.blocks WHERE height = 1')).fault).toMatch(/is missing before it/);
    const gone = await tampered('DELETE FROM ledger.blocks', (sql) => verifyBook(sql, BOOK, 2n));
    expect(gone.fault).toMatch(/was there before and is gone/);
  });
});
