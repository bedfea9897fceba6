import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../kit/src/clock/clock.js';
import type { Database } from '../../../kit/src/database/database.js';
import { openEmbedded } from '../../../kit/src/database/embedded-database.js';
import { soleLease } from '../../../kit/src/leases/home-lease.js';
import { silentLogger } from '../../../kit/src/logging/logger.js';
import { migrate } from '../../../kit/src/migrations/migrate.js';
import { codeOf, opening } from '../../testing/journal-commands.js';
import { createBook } from '../books/books.js';
import type { Journal } from '../journal/commands.js';
import { startJournal } from '../journal/start-journal.js';
import { ledgerSettings } from '../settings.js';
import { forgetOldAnswers } from './start-retention.js';

const BOOK = 3;
const HOME = 'use1';
const HOUR_MS = 3_600_000;
let database: Database;
let journal: Journal;

const forgetAfter = (hours: number, retentionHours: number, home = HOME): Promise<number> =>
  forgetOldAnswers({
    ...{ database, home, retentionHours },
    clock: { ...systemClock, now: () => new Date(Date.now() + hours * HOUR_MS) },
  });

beforeAll(async () => {
  database = await openEmbedded();
  await migrate(database, resolve('services/ledger/migrations'), { direction: 'up' });
  await createBook(database, { bookId: BOOK, name: 'retail', home: HOME });
  const parts = { database, clock: systemClock, logger: silentLogger(), lease: soleLease(HOME) };
  journal = startJournal({ ...parts, source: '/ledger/use1' });
});

afterAll(async () => {
  await journal.close();
  await database.close();
});

describe('answers to idempotency keys', () => {
  it('are kept as long as the setting says, and forgotten then', async () => {
    const command = opening(BOOK, 0n);
    expect(codeOf(await journal.submit(command))).toBe('accepted');
    expect(await forgetAfter(24.5, 25)).toBe(0);
    expect(codeOf(await journal.submit(command))).toBe('accepted');
    expect(await forgetAfter(25.5, 25, 'usw2')).toBe(0);
    expect(await forgetAfter(25.5, 25)).toBe(1);
  });

  it('are kept for a week unless the environment says otherwise, and for a day at least', () => {
    const { IDEMPOTENCY_RETENTION_HOURS: hours } = ledgerSettings.shape;
    expect(hours.parse(undefined)).toBe(168);
    expect(hours.parse('24')).toBe(24);
    expect(hours.safeParse('23').success).toBe(false);
  });
});
