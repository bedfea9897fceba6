import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openEmbedded } from '../../../kit/src/database/embedded-database.js';
import { migrate } from '../../../kit/src/migrations/migrate.js';

const migrations = fileURLToPath(new URL('../../migrations', import.meta.url));
const BEFORE = 2;

it('the tables of movements come, go and come again', async () => {
  const database = await openEmbedded();
  const tables = async (): Promise<readonly string[]> => {
    const rows = await database.query<{ name: string }>(
      `SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = 'ledger' AND table_name IN ('movements',
        'movement_actions', 'home_credits') ORDER BY 1`,
    );
    return rows.map(({ name }) => name);
  };
  await migrate(database, migrations, { direction: 'up' });
  expect(await tables()).toEqual(['home_credits', 'movement_actions', 'movements']);
  await migrate(database, migrations, { direction: 'down', to: BEFORE });
  expect(await tables()).toEqual([]);
  await migrate(database, migrations, { direction: 'up' });
  expect(await tables()).toHaveLength(3);
  await expect(
    database.query(`INSERT INTO ledger.movements (book_id, movement_id, kind, state, accounts, amount, currency, deadline_at,
      requested_by, claim_key, claim_body) VALUES (1, gen_random_uuid(), 'deposit', 'collecting', '{}', 1, 'USD', now(), 'test',
      gen_random_uuid(), gen_random_uuid())`),
  ).rejects.toThrow('external_has_rail');
  await database.close();
});
