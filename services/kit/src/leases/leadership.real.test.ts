import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startPostgres, type TestPostgres } from '../../testing/postgres.js';
import type { Database } from '../database/database.js';
import { connectPostgres } from '../database/postgres-database.js';
import {
  acquireLeadership,
  type Leadership,
  LeadershipLost,
  leadershipTable,
  releaseLeadership,
  requireLeadership,
} from './leadership.js';

const LONG_MS = 60_000;
const SHORT_MS = 50;

let server: TestPostgres;
let database: Database;

beforeAll(async () => {
  server = await startPostgres();
  database = connectPostgres({
    ...{ url: server.url, maxConnections: 20, applicationName: 'test', statementTimeoutMs: 5_000 },
  });
  await database.script(`CREATE SCHEMA app; ${leadershipTable('app')}
    CREATE TABLE app.work (done_under bigint NOT NULL)`);
});
beforeEach(() => database.script('TRUNCATE app.leaderships, app.work'));
afterAll(async () => {
  await database.close();
  await server.stop();
});

const request = (holder: string, ttlMs: number) => ({ schema: 'app', role: 'sealer', holder, ttlMs });
const acquire = (holder: string, ttlMs = LONG_MS): Promise<Leadership | undefined> =>
  acquireLeadership(database, request(holder, ttlMs));
/** The same, for a test in which it must succeed. */
async function lead(holder: string, ttlMs = LONG_MS): Promise<Leadership> {
  const leadership = await acquire(holder, ttlMs);
  if (leadership === undefined) throw new Error(`${holder} does not lead`);
  return leadership;
}
const work = (leadership: Leadership, during: () => Promise<void> = () => Promise.resolve()): Promise<void> =>
  database.transaction(async (sql) => {
    await requireLeadership(sql, 'app', leadership);
    await during();
    await sql.query('INSERT INTO app.work VALUES ($1)', [leadership.token]);
  });
const done = async (): Promise<readonly unknown[]> =>
  (await database.query<{ done_under: bigint }>('SELECT done_under FROM app.work ORDER BY 1')).map(
    ({ done_under }) => done_under,
  );

it('of many candidates at once one leads; it may renew under the same token', async () => {
  const candidates = Array.from({ length: 16 }, (_, index) => `pod-${index}`);
  const answers = await Promise.all(candidates.map((holder) => acquire(holder)));
  const leaders = answers.filter((answer) => answer !== undefined);
  expect(leaders).toEqual([{ role: 'sealer', token: 1n }]);
  const leader = candidates[answers.findIndex((answer) => answer !== undefined)] ?? '';
  expect(await acquire(leader)).toEqual({ role: 'sealer', token: 1n });
});

it('of many candidates for an expired lease one leads, under a higher token', async () => {
  await lead('dead', SHORT_MS);
  await delay(SHORT_MS * 2);
  const answers = await Promise.all(Array.from({ length: 16 }, (_, index) => acquire(`pod-${index}`)));
  expect(answers.filter((answer) => answer !== undefined)).toEqual([{ role: 'sealer', token: 2n }]);
});

it('what an expired leader does under its old token is refused and leaves nothing', async () => {
  const old = await lead('old', SHORT_MS);
  await work(old);
  await delay(SHORT_MS * 2);
  const successor = await lead('new');
  await expect(work(old)).rejects.toThrow(LeadershipLost);
  await work(successor);
  expect(await done()).toEqual([1n, 2n]);
  expect(await acquire('old')).toBeUndefined();
});

it('nobody takes over in the middle of a transaction, however long ago the lease expired', async () => {
  const old = await lead('old', SHORT_MS);
  let begun: () => void = () => undefined;
  const working = new Promise<void>((resolve) => (begun = resolve));
  const order: string[] = [];
  const last = work(old, async () => {
    begun();
    await delay(SHORT_MS * 6);
    order.push('the old one finishes');
  });
  await working;
  await delay(SHORT_MS * 2);
  const successor = await lead('new');
  order.push('the new one leads');
  await last;
  expect(order).toEqual(['the old one finishes', 'the new one leads']);
  await expect(work(old)).rejects.toThrow(LeadershipLost);
  await work(successor);
  expect(await done()).toEqual([1n, 2n]);
});

it('a leader that steps down is followed at once, one that was replaced cannot step down for others', async () => {
  await lead('first');
  expect(await acquire('second')).toBeUndefined();
  await releaseLeadership(database, request('first', LONG_MS));
  expect(await acquire('second')).toEqual({ role: 'sealer', token: 2n });
  await releaseLeadership(database, request('first', LONG_MS));
  expect(await acquire('third')).toBeUndefined();
  // Coming back is a new term: what was begun in the first one does not count any more.
  await releaseLeadership(database, request('second', LONG_MS));
  expect(await acquire('first')).toEqual({ role: 'sealer', token: 3n });
});
