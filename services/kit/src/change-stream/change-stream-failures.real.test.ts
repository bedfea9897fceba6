import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startCuttableProxy } from '../../testing/cuttable-proxy.js';
import { startPostgres, type TestPostgres } from '../../testing/postgres.js';
import type { Database } from '../database/database.js';
import { connectPostgres } from '../database/postgres-database.js';
import { sqlState } from '../database/sql-state.js';
import { type ChangeReaderOptions, readChanges } from './read-changes.js';
import { createSlot, dropSlot, requireSlot, ReplicationSlotLost } from './replication-slot.js';

const SLOT = 'reader';
const SOON = { timeout: 30_000, interval: 50 };

let server: TestPostgres;
let database: Database;
/** What the handler got, in order, also twice. */
let seen: number[] = [];
let stopReading = new AbortController();

const idsOf = (transactions: Parameters<ChangeReaderOptions['onTransactions']>[0]): readonly number[] =>
  transactions.flatMap(({ inserts }) => inserts.map(({ row }) => Number(row['id'])));
/** Reads until the test ends, or the stream does. */
const read = (
  handle: (ids: readonly number[]) => Promise<void> = () => Promise.resolve(),
  more: Partial<ChangeReaderOptions> = {},
): Promise<void> => {
  stopReading = new AbortController();
  return readChanges({
    ...{ url: server.url, slot: SLOT, publication: 'counted', signal: stopReading.signal, gatherMs: 1 },
    ...more,
    onTransactions: async (transactions) => {
      const ids = idsOf(transactions);
      await handle(ids);
      seen.push(...ids);
    },
  });
};
const insert = (id: number): Promise<unknown> =>
  database.query('INSERT INTO counted (id) VALUES ($1)', [id], 'insert-counted');
/** In the order of their first coming. */
const firstSeen = (): readonly number[] => [...new Set(seen)];
const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, index) => index + 1);

beforeAll(async () => {
  // The least that the server can keep: a log segment has 16 MB.
  server = await startPostgres({ settings: { max_slot_wal_keep_size: '1MB', max_wal_size: '48MB' } });
  database = connectPostgres({
    ...{ url: server.url, maxConnections: 4, applicationName: 'test', statementTimeoutMs: 20_000 },
  });
  await database.script(`CREATE TABLE counted (id int PRIMARY KEY, note text); CREATE TABLE noise (text text)`);
});
beforeEach(async () => {
  seen = [];
  await database.script(`TRUNCATE counted; DROP PUBLICATION IF EXISTS counted;
    CREATE PUBLICATION counted FOR TABLE counted WITH (publish = 'insert')`);
  await createSlot(database, SLOT);
});
afterEach(async () => {
  stopReading.abort();
  await dropSlot(database, SLOT);
});
afterAll(async () => {
  await database.close();
  await server.stop();
});

describe('kill -9 of the server in the middle of a stream', () => {
  it('repeats from what was handled, in order and without a gap', async () => {
    const last = 300;
    const reading = read(async () => delay(2)).catch((error: unknown) => error);
    const writing = (async () => {
      for (let id = 1; id <= last; id += 1) {
        // An insert whose answer was lost has happened or not; trying again settles it.
        const again = (): Promise<unknown> =>
          database.query('INSERT INTO counted (id) VALUES ($1) ON CONFLICT DO NOTHING', [id]);
        for (let done = false; !done;)
          done = await again().then(
            () => true,
            () => delay(50).then(() => false),
          );
      }
    })();
    await expect.poll(() => seen.length, SOON).toBeGreaterThan(last / 5);
    await server.kill9();
    expect(await reading).toBeInstanceOf(Error);
    const before = seen.length;
    await server.start();
    const resumed = read();
    await writing;
    await expect.poll(() => firstSeen().length, SOON).toBe(last);
    stopReading.abort();
    await resumed;
    expect(firstSeen()).toEqual(upTo(last));
    // What comes again comes in the order of commits, too.
    const after = seen.slice(before);
    expect(after).toEqual([...after].sort((a, b) => a - b));
    expect(before).toBeLessThan(last);
  });
});

describe('a wire on which packets vanish', () => {
  it('ends the stream instead of leaving it silent for ever; an idle one stays', async () => {
    const wire = await startCuttableProxy(server.port);
    const reading = read(undefined, { url: wire.through(server.url), silenceMs: 800 });
    let failure: unknown;
    const ended = reading.catch((error: unknown) => void (failure = error));
    await insert(1);
    await expect.poll(() => seen, SOON).toEqual([1]);
    await delay(2_500);
    expect(failure).toBeUndefined();
    wire.blackHole();
    await insert(2);
    await ended;
    expect(failure).toMatchObject({ message: 'the server has not answered for 800 ms' });
    wire.repair();
    const resumed = read(undefined, { url: wire.through(server.url) });
    await expect.poll(() => seen, SOON).toContain(2);
    stopReading.abort();
    await resumed;
    await wire.stop();
  });

  it('does not end one whose handler takes long', async () => {
    const reading = read(() => delay(2_000), { silenceMs: 400 });
    await insert(1);
    await expect.poll(() => seen, SOON).toEqual([1]);
    await insert(2);
    await expect.poll(() => seen, SOON).toEqual([1, 2]);
    stopReading.abort();
    await reading;
  });
});

describe('changes that are no inserts', () => {
  it('are not sent by a publication of inserts', async () => {
    const reading = read();
    await insert(1);
    await database.query(`UPDATE counted SET note = 'changed'`);
    await database.query('DELETE FROM counted');
    await insert(2);
    await expect.poll(() => seen, SOON).toEqual([1, 2]);
    stopReading.abort();
    await reading;
  });

  it.each([
    ['update', `UPDATE counted SET note = 'changed'`],
    ['delete', 'DELETE FROM counted'],
    ['truncate', 'TRUNCATE counted'],
  ])('%s: stop a stream that gets one all the same, and again when it is resumed', async (kind, statement) => {
    await database.query(`ALTER PUBLICATION counted SET (publish = 'insert, update, delete, truncate')`);
    await insert(1);
    await database.query(statement);
    await insert(2);
    await expect(read()).rejects.toThrow(`sent a ${kind}`);
    await expect(read()).rejects.toThrow(`sent a ${kind}`);
    expect(seen).not.toContain(2);
  });
});

describe('a slot', () => {
  it('is not dropped under its reader, and can be dropped as soon as the reader has left', async () => {
    const reading = read();
    await insert(1);
    await expect.poll(() => seen, SOON).toEqual([1]);
    expect(sqlState(await dropSlot(database, SLOT).catch((error: unknown) => error))).toBe('55006');
    stopReading.abort();
    await reading;
    await dropSlot(database, SLOT);
    await dropSlot(database, SLOT);
    await expect(requireSlot(database, SLOT)).rejects.toThrow(ReplicationSlotLost);
  });
});

describe('a slot that the server has invalidated', () => {
  /** Writes more log than the server may keep for a reader, and has it thrown away. */
  const overflow = async (): Promise<void> => {
    for (let segment = 0; segment < 4; segment += 1) {
      await database.query(`INSERT INTO noise SELECT repeat('x', 1000) FROM generate_series(1, 2000)`);
      await database.query('SELECT pg_switch_wal()');
    }
    await database.query('CHECKPOINT');
  };
  const isLost = async (): Promise<unknown> =>
    (
      await database.query<{ lost: boolean }>(
        `SELECT wal_status = 'lost' AS lost FROM pg_replication_slots WHERE slot_name = $1`,
        [SLOT],
      )
    )[0]?.lost;

  it('is told apart from one that only lags, and can never be read again', async () => {
    await insert(1);
    await expect(requireSlot(database, SLOT)).resolves.toBeUndefined();
    await overflow();
    expect(await isLost()).toBe(true);
    await expect(requireSlot(database, SLOT)).rejects.toThrow(ReplicationSlotLost);
    await expect(requireSlot(database, SLOT)).rejects.toThrow('was invalidated');
    await expect(read()).rejects.toThrow(/replication slot/);
    expect(seen).toEqual([]);
  });

  it('ends the stream of a reader that was too slow', async () => {
    let release: () => void = () => undefined;
    const stuck = new Promise<void>((resolve) => (release = resolve));
    let handling = false;
    const reading = read(() => {
      handling = true;
      return stuck;
    }).catch((error: unknown) => error);
    await insert(1);
    await expect.poll(() => handling, SOON).toBe(true);
    await overflow();
    await expect.poll(isLost, SOON).toBe(true);
    release();
    expect(await reading).toBeInstanceOf(Error);
    await expect(requireSlot(database, SLOT)).rejects.toThrow(ReplicationSlotLost);
  });
});
