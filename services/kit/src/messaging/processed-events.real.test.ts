import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startPostgres, type TestPostgres } from '../../testing/postgres.js';
import type { Database } from '../database/database.js';
import { connectPostgres } from '../database/postgres-database.js';
import { claimEvent, processedEventsTable } from './processed-events.js';

let server: TestPostgres;
let database: Database;

beforeAll(async () => {
  server = await startPostgres();
  database = connectPostgres({
    ...{ url: server.url, maxConnections: 20, applicationName: 'test', statementTimeoutMs: 5_000 },
  });
  await database.script(`CREATE SCHEMA app; ${processedEventsTable('app')}
    CREATE TABLE app.effects (event_id uuid NOT NULL, consumer text NOT NULL)`);
});
beforeEach(() => database.script('TRUNCATE app.effects, app.processed_events'));
afterAll(async () => {
  await database.close();
  await server.stop();
});

/** A consumer's handler: its effect and the claim in one transaction. */
const handle = (eventId: string, { group = 'group', after = (): Promise<void> => Promise.resolve() } = {}) =>
  database.transaction(async (sql) => {
    if (!(await claimEvent(sql, 'app', group, eventId))) return false;
    await sql.query('INSERT INTO app.effects VALUES ($1, $2)', [eventId, group]);
    await after();
    return true;
  });
const effects = async (eventId: string): Promise<number> =>
  (await database.query('SELECT 1 FROM app.effects WHERE event_id = $1', [eventId])).length;

it('an event that comes twice has its effect once, for each group', async () => {
  const id = randomUUID();
  expect([await handle(id), await handle(id), await handle(id, { group: 'other' })]).toEqual([true, false, true]);
  expect(await effects(id)).toBe(2);
});

it('a handler that fails takes its claim back', async () => {
  const id = randomUUID();
  const fails = handle(id, { after: () => Promise.reject(new RangeError('the handler fails')) });
  await expect(fails).rejects.toThrow(RangeError);
  expect(await effects(id)).toBe(0);
  expect(await handle(id)).toBe(true);
  expect(await effects(id)).toBe(1);
});

it('of many consumers at once one has the effect; the others wait for its outcome', async () => {
  const id = randomUUID();
  const handled = await Promise.all(Array.from({ length: 16 }, () => handle(id, { after: () => delay(20) })));
  expect(handled.filter(Boolean)).toHaveLength(1);
  expect(await effects(id)).toBe(1);
});

it('a consumer that waited for one that failed does the work', async () => {
  const id = randomUUID();
  let begun: () => void = () => undefined;
  const claimed = new Promise<void>((resolve) => (begun = resolve));
  const first = handle(id, {
    after: async () => {
      begun();
      await delay(200);
      throw new RangeError('the first one dies');
    },
  });
  const failed = first.catch((error: unknown) => error);
  await claimed;
  expect(await handle(id)).toBe(true);
  expect(await failed).toBeInstanceOf(RangeError);
  expect(await effects(id)).toBe(1);
});
