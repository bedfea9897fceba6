import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../kit/src/clock/clock.js';
import { CommitOutcomeUnknown, type Database } from '../../../kit/src/database/database.js';
import { openEmbedded } from '../../../kit/src/database/embedded-database.js';
import { soleLease } from '../../../kit/src/leases/home-lease.js';
import { silentLogger } from '../../../kit/src/logging/logger.js';
import { migrate } from '../../../kit/src/migrations/migrate.js';
import { endOf, opening, payment } from '../../testing/journal-commands.js';
import { createBook } from '../books/books.js';
import type { Journal } from './commands.js';
import { startJournal } from './start-journal.js';

const BOOK = 7;
let real: Database;

beforeAll(async () => {
  real = await openEmbedded();
  await migrate(real, resolve('services/ledger/migrations'), { direction: 'up' });
  await createBook(real, { bookId: BOOK, name: 'retail', home: 'use1' });
});
afterAll(() => real.close());

/** Loses the answer to some commits; `happened` says whether the commit was done. */
function journalThatLosesAnswers(loses: (commit: number) => false | 'happened' | 'did not happen'): Journal {
  let commits = 0;
  const database: Database = {
    ...real,
    transaction: async (work, options) => {
      const fate = loses((commits += 1));
      const lost = new CommitOutcomeUnknown('lost');
      if (fate === 'did not happen')
        await real
          .transaction(async (sql) => {
            await work(sql);
            throw lost;
          }, options)
          .catch(() => undefined);
      const result = fate === 'did not happen' ? undefined : await real.transaction(work, options);
      if (fate !== false || result === undefined) throw lost;
      return result;
    },
  };
  const lease = soleLease('use1');
  return startJournal({ database, lease, clock: systemClock, logger: silentLogger(), source: '/ledger/use1' });
}

const accounts = async (): Promise<readonly [bank: string, alice: string]> => {
  const journal = journalThatLosesAnswers(() => false);
  const [bank, alice] = [opening(BOOK, null), opening(BOOK, 0n)];
  await Promise.all([journal.submit(bank), journal.submit(alice)]);
  return [bank.accountId, alice.accountId];
};
const balance = async (accountId: string): Promise<bigint | undefined> =>
  (await real.query<{ posted: bigint }>('SELECT posted FROM ledger.balances WHERE account_id = $1', [accountId]))[0]
    ?.posted;

describe('a commit whose answer is lost', () => {
  it.each(['happened', 'did not happen'] as const)('is found out by the keys when it %s', async (fate) => {
    const [bank, alice] = await accounts();
    const journal = journalThatLosesAnswers((commit) => (commit <= 2 ? fate : false));
    const ends = await Promise.all(Array.from({ length: 20 }, () => endOf(journal.submit(payment(bank, alice, 1n)))));
    expect(new Set(ends)).toEqual(new Set(['accepted']));
    expect(await balance(alice)).toBe(20n);
  });

  it.each(['happened', 'did not happen'] as const)(
    'is never called certain while nobody knows: it %s',
    async (fate) => {
      const [bank, alice] = await accounts();
      const journal = journalThatLosesAnswers(() => fate);
      const command = payment(bank, alice, 1n);
      expect(await endOf(journal.submit(command, { deadlineMs: 100 }))).toBe('outcome-unknown');
      expect(await endOf(journalThatLosesAnswers(() => false).submit(command))).toBe('accepted');
      expect(await balance(alice)).toBe(1n);
    },
  );
});
