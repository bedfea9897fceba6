import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runLedgerProgram } from './testing/ledger-program.js';
import { type LedgerOnPostgres, startLedgerOnPostgres } from './testing/ledger-on-postgres.js';
import { prepareBook, testTokens } from './testing/prepare-book.js';

const folder = mkdtempSync(join(tmpdir(), 'ledger-commands-'));
let ledger: LedgerOnPostgres | undefined;

/** Runs a command of the program against the ledger's database. */
async function command(
  ...args: readonly string[]
): Promise<{ readonly code: number | string; readonly lines: readonly string[] }> {
  const run = runLedgerProgram({ args, env: { DATABASE_URL: ledger?.env.DATABASE_URL ?? '' } });
  const code = await run.exit;
  return { code, lines: run.lines };
}

beforeAll(async () => {
  ledger = await startLedgerOnPostgres();
  await prepareBook(ledger, await testTokens(ledger));
  const sealed = async (): Promise<boolean> => {
    const rows = await ledger?.database.query<{ sealed: boolean }>(
      `SELECT coalesce((SELECT max(last_sequence) FROM ledger.blocks WHERE book_id = 7), 0) =
        (SELECT sequence FROM ledger.books WHERE book_id = 7) AS sealed`,
    );
    return rows?.[0]?.sealed === true;
  };
  while (!(await sealed())) await new Promise((resolve) => setTimeout(resolve, 100));
  ledger.program.kill('SIGTERM');
  await ledger.program.exit;
});
afterAll(() => ledger?.stop());

describe('commands of the program', () => {
  it('audit finds the books in order', async () => {
    expect(await command('audit')).toEqual({ code: 0, lines: ['the books are in order'] });
  });

  it('verify checks the chains of the database and of an export, and names what was changed', async () => {
    const verified = await command('verify');
    expect(verified.code, verified.lines.join('\n')).toBe(0);
    expect(verified.lines[0]).toMatch(/^book 7: [1-9]\d* blocks with [1-9]\d* records are as they were sealed$/);

    const exported = await command('export');
    expect(exported.code).toBe(0);
    const file = join(folder, 'chain.jsonl');
    writeFileSync(file, exported.lines.join('\n'));
    expect((await command('verify', file)).code).toBe(0);

    const changed = join(folder, 'changed.jsonl');
    writeFileSync(changed, exported.lines.join('\n').replace(/10000/, '10001'));
    const fault = await command('verify', changed);
    expect(fault.code).toBe(1);
    expect(fault.lines.at(-1)).toMatch(/block|record|sequence/);
  });

  it('rebuild builds the read model anew', async () => {
    const rebuilt = await command('rebuild');
    expect(rebuilt.code, rebuilt.lines.join('\n')).toBe(0);
    expect(rebuilt.lines.at(-1)).toMatch(/^the read model has [1-9]\d* records$/);
  });

  it('operator lists books and raises epochs', async () => {
    expect((await command('operator', 'books')).lines[0]).toMatch(
      /^7 seven: written in here since epoch 1, \d+ records$/,
    );
    expect((await command('operator', 'raise-epoch', 'here', '5')).lines).toEqual([
      '1 books of here refuse writers with an epoch below 5',
    ]);
    expect((await command('operator', 'books')).lines[0]).toContain('since epoch 5');
  });

  it('what makes no sense is explained with exit code 2', async () => {
    for (const args of [['operator'], ['operator', 'raise-epoch', 'here', '-1'], ['migrate', 'sideways'], ['dance']]) {
      const { code, lines } = await command(...args);
      expect(code, args.join(' ')).toBe(2);
      expect(lines.join('\n')).toContain('usage: ledger');
    }
  });

  it('a second migration has nothing to do', async () => {
    expect(await command('migrate', 'up')).toEqual({ code: 0, lines: ['nothing to do'] });
  });
});
