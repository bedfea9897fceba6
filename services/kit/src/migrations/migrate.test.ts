import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../database/database.js';
import { openEmbedded } from '../database/embedded-database.js';
import { migrate } from './migrate.js';

let database: Database;
let directory: string;

const write = (name: string, up: string, down: string): void => {
  writeFileSync(join(directory, `${name}.up.sql`), up);
  writeFileSync(join(directory, `${name}.down.sql`), down);
};
const tables = async (): Promise<readonly string[]> =>
  (
    await database.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'app' ORDER BY 1`,
    )
  ).map(({ name }) => name);

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'finflow-migrations-'));
  database = await openEmbedded();
  write('0001-first', 'CREATE SCHEMA app; CREATE TABLE app.a (id int);', 'DROP TABLE app.a; DROP SCHEMA app;');
  write('0002-second', 'CREATE TABLE app.b (id int);', 'DROP TABLE app.b;');
});
afterEach(() => database.close());

describe('migrate', () => {
  it('goes up once, down and up again', async () => {
    expect(await migrate(database, directory, { direction: 'up' })).toEqual(['0001-first', '0002-second']);
    expect(await migrate(database, directory, { direction: 'up' })).toEqual([]);
    expect(await migrate(database, directory, { direction: 'down', to: 1 })).toEqual(['0002-second']);
    expect(await tables()).toEqual(['a']);
    expect(await migrate(database, directory, { direction: 'down', to: 0 })).toEqual(['0001-first']);
    expect(await migrate(database, directory, { direction: 'up', to: 1 })).toEqual(['0001-first']);
    expect(await tables()).toEqual(['a']);
  });

  it('leaves nothing of a failed step', async () => {
    write('0003-broken', 'CREATE TABLE app.c (id int); SELECT 1/0;', 'DROP TABLE app.c;');
    await expect(migrate(database, directory, { direction: 'up' })).rejects.toThrow('division by zero');
    expect(await tables()).toEqual(['a', 'b']);
    write('0003-broken', 'CREATE TABLE app.c (id int);', 'DROP TABLE app.c;');
    expect(await migrate(database, directory, { direction: 'up' })).toEqual(['0003-broken']);
  });

  it('refuses an applied file that changed, and a database from a newer release', async () => {
    await migrate(database, directory, { direction: 'up' });
    write('0002-second', 'CREATE TABLE app.other (id int);', 'DROP TABLE app.other;');
    await expect(migrate(database, directory, { direction: 'up' })).rejects.toThrow(
      '0002-second was applied with other',
    );
  });

  it('names every fault of the folder', async () => {
    writeFileSync(join(directory, '0002-alone.up.sql'), '');
    writeFileSync(join(directory, 'notes.sql'), '');
    await expect(migrate(database, directory, { direction: 'up' })).rejects.toThrow(
      /notes\.sql[\s\S]*0002-alone\.up\.sql: has no[\s\S]*0002-second\.up\.sql: the number is taken/,
    );
  });
});
