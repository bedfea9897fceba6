import { beforeAll, expect, it } from 'vitest';
import { openEmbedded } from '../kit/src/database/embedded-database.js';
import { migrate } from '../kit/src/migrations/migrate.js';
import { MIGRATIONS } from './src/commands/migrations-folder.js';
import { runTraffic } from './testing/citus/ledger-traffic.js';
import { recordDatabase, type RecordedStatement } from './testing/citus/recorded-database.js';

const recorded = new Map<string, RecordedStatement>();
beforeAll(async () => {
  const database = await openEmbedded();
  await migrate(database, MIGRATIONS, { direction: 'up' });
  await runTraffic(recordDatabase(database, recorded));
  await database.close();
});

it('records', () => {
  for (const { site, name, text } of recorded.values())
    console.log(site, name ?? '-', text.replace(/\s+/g, ' ').slice(0, 80));
  expect(recorded.size).toBeGreaterThan(10);
});
