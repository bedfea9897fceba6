import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../kit/src/clock/clock.js';
import type { Database } from '../../../kit/src/database/database.js';
import { openEmbedded } from '../../../kit/src/database/embedded-database.js';
import { migrate } from '../../../kit/src/migrations/migrate.js';
import { createSubjectDirectory, type SubjectDirectory } from './subject-directory.js';

let database: Database;
let subjects: SubjectDirectory;
const keyEncryptionKey = randomBytes(32);

beforeAll(async () => {
  database = await openEmbedded();
  await migrate(database, resolve('services/ledger/migrations'), { direction: 'up' });
  subjects = createSubjectDirectory({ database, keyEncryptionKey, clock: systemClock });
});
afterAll(() => database.close());

const stored = () => database.query<Record<string, unknown>>('SELECT * FROM ledger.subjects');

describe('the subject directory', () => {
  it('gives a person one pseudonym that the database cannot trace back', async () => {
    const both = await Promise.all([subjects.pseudonymOf('alice@example'), subjects.pseudonymOf('alice@example')]);
    expect(both[0]).toBe(both[1]);
    expect(await subjects.pseudonymOf('bob@example')).not.toBe(both[0]);
    expect(JSON.stringify(await stored())).not.toContain('alice');
  });

  it('opens what it sealed, and only with the right key, owner and bits', async () => {
    const alice = await subjects.pseudonymOf('alice@example');
    const sealed = await subjects.seal(alice, 'DE89 3704 0044 0532 0130 00 · Bücher');
    expect(await subjects.open(sealed)).toBe('DE89 3704 0044 0532 0130 00 · Bücher');
    expect(Buffer.from(sealed).includes('DE89')).toBe(false);
    const flipped = Buffer.from(sealed);
    flipped.writeUInt8(flipped.readUInt8(40) ^ 1, 40);
    await expect(subjects.open(flipped)).rejects.toThrow();
    const bob = await subjects.pseudonymOf('bob@example');
    const moved = Buffer.concat([Buffer.from(bob.replaceAll('-', ''), 'hex'), Buffer.from(sealed).subarray(16)]);
    await expect(subjects.open(moved)).rejects.toThrow();
    const other = createSubjectDirectory({ database, keyEncryptionKey: randomBytes(32), clock: systemClock });
    await expect(other.open(sealed)).rejects.toThrow();
  });

  it('forgets a person: nothing opens, nobody is found, the next pseudonym is another', async () => {
    const before = await subjects.pseudonymOf('carol@example');
    const sealed = await subjects.seal(before, 'secret');
    expect(await subjects.erase('carol@example')).toBe(true);
    expect(await subjects.erase('carol@example')).toBe(false);
    expect(await subjects.open(sealed)).toBeNull();
    await expect(subjects.seal(before, 'more')).rejects.toThrow('no key');
    expect(await subjects.pseudonymOf('carol@example')).not.toBe(before);
    const row = (await stored()).find(({ subject_id }) => subject_id === before);
    expect(row).toMatchObject({ lookup: null, wrapped_key: null });
  });
});
