import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, type TestPostgres } from '../../testing/postgres.js';
import type { Database } from '../database/database.js';
import { connectPostgres } from '../database/postgres-database.js';
import { readChanges } from './read-changes.js';
import { createSlot, dropSlot, requireSlot, ReplicationSlotLost, slotLagBytes } from './replication-slot.js';

const SLOT = 'reader';
let server: TestPostgres;
let database: Database;
const seen: number[] = [];

const insert = (from: number, to: number): Promise<unknown> =>
  database.query('INSERT INTO counted (id) SELECT generate_series($1::int, $2::int)', [from, to]);

/** Reads until `count` rows were seen in all, then stops. */
async function readUntil(count: number, onRow: (id: number) => void = () => undefined): Promise<void> {
  const stop = new AbortController();
  const reading = readChanges({
    url: server.url,
    slot: SLOT,
    publication: 'counted',
    signal: stop.signal,
    onTransactions: (transactions) => {
      for (const { row } of transactions.flatMap(({ inserts }) => inserts)) {
        onRow(Number(row['id']));
        seen.push(Number(row['id']));
      }
      if (seen.length >= count) setImmediate(() => stop.abort());
      return Promise.resolve();
    },
  });
  const timeout = setTimeout(() => stop.abort(), 20_000);
  await reading.finally(() => clearTimeout(timeout));
}

beforeAll(async () => {
  server = await startPostgres();
  database = connectPostgres({
    url: server.url,
    maxConnections: 2,
    applicationName: 'test',
    statementTimeoutMs: 5_000,
  });
  await database.query('CREATE TABLE counted (id int PRIMARY KEY)');
  await database.query('CREATE TABLE other (id int)');
  await database.query(`CREATE PUBLICATION counted FOR TABLE counted WITH (publish = 'insert')`);
});
afterAll(async () => {
  await database.close();
  await server.stop();
});

describe('the change stream', () => {
  it('fails loudly when the slot is not there', async () => {
    await expect(requireSlot(database, SLOT)).rejects.toThrow(ReplicationSlotLost);
    await expect(readUntil(1)).rejects.toThrow(/does not exist/);
  });

  it('delivers every insert in the order of commits', async () => {
    await createSlot(database, SLOT);
    await requireSlot(database, SLOT);
    for (let from = 1; from <= 100; from += 10) await insert(from, from + 9);
    await database.query('INSERT INTO other VALUES (1)');
    await readUntil(100);
    expect(seen).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  });

  it('delivers again what was not handled, and goes on after kill -9 of the server', async () => {
    await insert(101, 150);
    await insert(151, 200);
    const broken = readUntil(200, (id) => {
      if (id === 160) throw new Error('the handler fails');
    });
    await expect(broken).rejects.toThrow('the handler fails');
    await server.kill9();
    await server.start();
    // Whatever was handled may come again, nothing may be missing.
    await readUntil(Number.POSITIVE_INFINITY, (id) => {
      if (id === 200) throw new Error('all there');
    }).catch((error: unknown) => expect(String(error)).toContain('all there'));
    const unique = [...new Set([...seen, 200])].sort((a, b) => a - b);
    expect(unique).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
  });

  it('confirms the log of other tables, so that the server need not keep it', async () => {
    await readUntil(seen.length + 50);
    await database.query('INSERT INTO other SELECT generate_series(1, 10000)');
    const stop = new AbortController();
    const reading = readChanges({
      url: server.url,
      slot: SLOT,
      publication: 'counted',
      signal: stop.signal,
      onTransactions: () => Promise.resolve(),
    });
    let lag = await slotLagBytes(database, SLOT);
    for (let tries = 0; (lag ?? 0) > 100_000 && tries < 100; tries += 1) {
      await delay(200);
      lag = await slotLagBytes(database, SLOT);
    }
    stop.abort();
    await reading;
    expect(lag).toBeLessThan(100_000);
    await dropSlot(database, SLOT);
    expect(await slotLagBytes(database, SLOT)).toBeUndefined();
  });
});
