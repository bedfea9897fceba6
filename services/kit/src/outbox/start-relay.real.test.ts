import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { numberedEvent } from '../../testing/bus-contract.js';
import { startPostgres, type TestPostgres } from '../../testing/postgres.js';
import type { Database } from '../database/database.js';
import { connectPostgres } from '../database/postgres-database.js';
import type { DomainEvent, EventBus } from '../events/event.js';
import type { Role } from '../lifecycle/role.js';
import { silentLogger } from '../logging/logger.js';
import { appendToOutbox } from './append-to-outbox.js';
import { outboxTable } from './outbox-table.js';
import { startRelay } from './start-relay.js';

const KEYS = ['a', 'b', 'c', 'd'];
const BATCH = 7;

let server: TestPostgres;
let database: Database;
let relays: Role[] = [];
/** What reached the bus, in order, also twice. */
let published: DomainEvent[] = [];

const event = (key: string, n: number): DomainEvent => numberedEvent('test.happened', key, n);
/** Appends numbered events of one key, each in a transaction of its own, as a writer that holds the key's lock. */
async function write(key: string, from: number, to: number): Promise<void> {
  for (let n = from; n <= to; n += 1) await database.transaction((sql) => appendToOutbox(sql, 'app', [event(key, n)]));
}
/** A bus on which a test can have accidents. */
const bus = (publish: (events: readonly DomainEvent[]) => Promise<void>): EventBus => ({
  publish,
  subscribe: () => Promise.reject(new Error('nobody listens here')),
  close: () => Promise.resolve(),
});
const record = (events: readonly DomainEvent[]): void => void published.push(...events);
const relay = (publish: (events: readonly DomainEvent[]) => Promise<void>, on = database): Role => {
  const role = startRelay({
    ...{ database: on, bus: bus(publish), schema: 'app', logger: silentLogger() },
    ...{ batchSize: BATCH, idleMs: 10 },
  });
  relays.push(role);
  return role;
};
const left = async (): Promise<number> => (await database.query('SELECT id FROM app.outbox')).length;
const emptied = (): Promise<void> => expect.poll(left, { timeout: 20_000, interval: 50 }).toBe(0);
/** What a consumer that skips what it knows sees of a key. */
const firstSeen = (key: string): readonly unknown[] => {
  const own = published.filter(({ partitionkey }) => partitionkey === key);
  return own.filter(({ id }, index) => own.findIndex((one) => one.id === id) === index).map(({ data }) => data);
};
const numbered = (to: number): readonly unknown[] => Array.from({ length: to }, (_, index) => ({ n: index + 1 }));

beforeAll(async () => {
  server = await startPostgres();
  database = connectPostgres({
    ...{ url: server.url, maxConnections: 8, applicationName: 'writers', statementTimeoutMs: 5_000 },
  });
  await database.script(`CREATE SCHEMA app; ${outboxTable('app')}`);
});
beforeEach(async () => {
  published = [];
  await database.query('DELETE FROM app.outbox');
});
afterEach(async () => {
  await Promise.all(relays.map((role) => role.stop()));
  relays = [];
});
afterAll(async () => {
  await database.close();
  await server.stop();
});

it('a relay that dies between publishing and deleting repeats, and loses and swaps nothing', async () => {
  const own = connectPostgres({
    ...{ url: server.url, maxConnections: 2, applicationName: 'relay', statementTimeoutMs: 5_000 },
  });
  let calls = 0;
  relay(async (events) => {
    calls += 1;
    // What a process killed in the middle has published: a part of the batch, or all of it.
    record(calls % 3 === 1 ? events.slice(0, 3) : events);
    if (calls % 3 === 1) throw new Error('the bus went away');
    if (calls % 3 === 2)
      await database.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'relay'`);
  }, own);
  await Promise.all(KEYS.map((key) => write(key, 1, 20)));
  await emptied();
  for (const key of KEYS) expect(firstSeen(key)).toEqual(numbered(20));
  expect(published.length).toBeGreaterThan(80);
  await Promise.all(relays.map((role) => role.stop()));
  await own.close();
});

it('survives kill -9 of the server', async () => {
  let killed: Promise<void> | undefined;
  await write('a', 1, BATCH * 2);
  relay(async (events) => {
    record(events);
    killed ??= server.kill9().then(server.start);
    await killed;
  });
  await emptied();
  expect(killed).toBeDefined();
  expect(firstSeen('a')).toEqual(numbered(BATCH * 2));
});

it('of several relays one works at a time, each event goes out once, and the next one takes over', async () => {
  let working = 0;
  let most = 0;
  const workers = new Set<string>();
  const taggedRelay = (tag: string): Role =>
    relay(async (events) => {
      working += 1;
      most = Math.max(most, working);
      workers.add(tag);
      record(events);
      await delay(5);
      working -= 1;
    });
  const first = taggedRelay('first');
  await write('a', 1, 5);
  await emptied();
  taggedRelay('second');
  taggedRelay('third');
  await Promise.all(KEYS.slice(1).map((key) => write(key, 1, 40)));
  await first.stop();
  await write('a', 6, 30);
  await emptied();
  expect(most).toBe(1);
  expect(workers.size).toBeGreaterThan(1);
  expect(published).toHaveLength(150);
  expect(firstSeen('a')).toEqual(numbered(30));
  for (const key of KEYS.slice(1)) expect(firstSeen(key)).toEqual(numbered(40));
});

it('finds what was numbered early and committed late, and never what was rolled back', async () => {
  relay((events) => Promise.resolve(record(events)));
  let commit: () => void = () => undefined;
  const later = new Promise<void>((resolve) => (commit = resolve));
  let appended: () => void = () => undefined;
  const numberedEarly = new Promise<void>((resolve) => (appended = resolve));
  const slow = database.transaction(async (sql) => {
    await appendToOutbox(sql, 'app', [event('late', 1)]);
    appended();
    await later;
  });
  await numberedEarly;
  const regretted = database.transaction(async (sql) => {
    await appendToOutbox(sql, 'app', [event('never', 1)]);
    throw new RangeError('the work failed');
  });
  await expect(regretted).rejects.toThrow(RangeError);
  await write('a', 1, 10);
  await expect.poll(() => published.length).toBe(10);
  commit();
  await slow;
  await emptied();
  expect(firstSeen('late')).toEqual(numbered(1));
  expect(firstSeen('never')).toEqual([]);
});
