import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, type TestPostgres } from '../../testing/postgres.js';
import type { Database } from './database.js';
import { openEmbedded } from './embedded-database.js';
import { connectPostgres } from './postgres-database.js';
import { sqlState } from './sql-state.js';

let server: TestPostgres;
const databases: Database[] = [];

beforeAll(async () => {
  server = await startPostgres();
  databases.push(
    connectPostgres({ url: server.url, maxConnections: 4, applicationName: 'test', statementTimeoutMs: 1_000 }),
    await openEmbedded(),
  );
});

afterAll(async () => {
  await Promise.all(databases.map((database) => database.close()));
  await server.stop();
});

describe('both databases', () => {
  it('keep the type of every value', async () => {
    for (const database of databases) {
      const [row] = await database.query<Record<string, unknown>>(
        `SELECT $1::bigint AS big, $2::bigint[] AS many, $3::timestamptz AS moment, $4::bytea AS bytes, $5::jsonb AS json, $6::uuid[] AS ids`,
        [
          9007199254740993n,
          [1n, 9223372036854775807n],
          new Date('2026-01-02T03:04:05.678Z'),
          new Uint8Array([0, 255]),
          JSON.stringify({ a: [1] }),
          ['00000000-0000-8000-8000-000000000001'],
        ],
        'types',
      );
      expect(row).toMatchObject({
        big: 9007199254740993n,
        many: [1n, 9223372036854775807n],
        moment: new Date('2026-01-02T03:04:05.678Z'),
        json: { a: [1] },
        ids: ['00000000-0000-8000-8000-000000000001'],
      });
      expect(Buffer.from(row?.['bytes'] as Uint8Array).toString('hex')).toBe('00ff');
    }
  });

  it('roll back when the work throws and go on', async () => {
    for (const database of databases) {
      await database.query('CREATE TABLE IF NOT EXISTS kept (id int PRIMARY KEY)');
      const failed = database.transaction(async (sql) => {
        await sql.query('INSERT INTO kept VALUES (1)');
        await sql.query('INSERT INTO kept VALUES (1)');
      });
      await expect(failed.catch((error: unknown) => sqlState(error))).resolves.toBe('23505');
      expect(await database.query('SELECT * FROM kept')).toEqual([]);
    }
  });
});
