import { createHmac, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../../../kit/src/clock/clock.js';
import type { Database } from '../../../kit/src/database/database.js';
import { KEY_BYTES, openBox, sealBox } from './sealed-box.js';

/** People as the ledger knows them: pseudonyms that mean nothing once their subject is erased. */
export interface SubjectDirectory {
  /** The pseudonym of a subject of an access token; made on first use. */
  readonly pseudonymOf: (subject: string) => Promise<string>;
  /**
   * Encrypts text about a person with that person's key.
   *
   * @throws Error when the pseudonym is unknown or erased
   */
  readonly seal: (pseudonym: string, text: string) => Promise<Uint8Array>;
  /** The text again, or null once its subject was erased. */
  readonly open: (sealed: Uint8Array) => Promise<string | null>;
  /**
   * Shreds the key and the way to the pseudonym. Records keep the pseudonym, so books and chain still verify.
   *
   * @returns false when there is nobody to erase, also the second time
   */
  readonly erase: (subject: string) => Promise<boolean>;
}

/** What the directory stands on. */
export interface SubjectDirectoryParts {
  readonly database: Database;
  /** Key-encryption key, 32 bytes; never in the database. */
  readonly keyEncryptionKey: Uint8Array;
  readonly clock: Clock;
}

/** Other processes forget an erased subject's pseudonym after this time. */
const REMEMBERED_MS = 60_000;
const MOST_REMEMBERED = 50_000;
const PSEUDONYM_BYTES = 16;

export function createSubjectDirectory({ database, keyEncryptionKey, clock }: SubjectDirectoryParts): SubjectDirectory {
  const wrapping = derive(keyEncryptionKey, 'subject keys');
  const indexing = derive(keyEncryptionKey, 'subject lookup');
  const remembered = new Map<string, { readonly pseudonym: string; readonly untilMs: number }>();

  const lookupOf = (subject: string): Uint8Array => createHmac('sha256', indexing).update(subject).digest();
  const find = async (subject: string): Promise<string | undefined> => {
    const [row] = await database.query<{ subject_id: string }>(
      'SELECT subject_id FROM ledger.subjects WHERE lookup = $1',
      [lookupOf(subject)],
      'subject-find',
    );
    return row?.subject_id;
  };
  const add = async (subject: string): Promise<string> => {
    const pseudonym = randomUUID();
    await database.query(
      `INSERT INTO ledger.subjects (subject_id, lookup, wrapped_key) VALUES ($1, $2, $3) ON CONFLICT (lookup) DO NOTHING`,
      [pseudonym, lookupOf(subject), sealBox(wrapping, randomBytes(KEY_BYTES), pseudonym)],
      'subject-add',
    );
    // Somebody else may have been first; the one that is stored counts.
    const stored = await find(subject);
    if (stored === undefined) throw new Error('the subject was erased while it was added');
    return stored;
  };
  const keyOf = async (pseudonym: string): Promise<Uint8Array | undefined> => {
    const [row] = await database.query<{ wrapped_key: Uint8Array | null }>(
      'SELECT wrapped_key FROM ledger.subjects WHERE subject_id = $1',
      [pseudonym],
      'subject-key',
    );
    return row?.wrapped_key == null ? undefined : openBox(wrapping, row.wrapped_key, pseudonym);
  };

  return {
    pseudonymOf: async (subject) => {
      const now = clock.monotonicMs();
      const known = remembered.get(subject);
      if (known !== undefined && known.untilMs > now) return known.pseudonym;
      const pseudonym = (await find(subject)) ?? (await add(subject));
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      remembered.set(subject, { pseudonym, untilMs: now + REMEMBERED_MS });
      return pseudonym;
    },
    seal: async (pseudonym, text) => {
      const key = await keyOf(pseudonym);
      if (key === undefined) throw new Error('there is no key for this pseudonym');
      return Buffer.concat([pseudonymBytes(pseudonym), sealBox(key, Buffer.from(text), pseudonym)]);
    },
    open: async (sealed) => {
      const bytes = Buffer.from(sealed);
      const pseudonym = pseudonymText(bytes.subarray(0, PSEUDONYM_BYTES));
      const key = await keyOf(pseudonym);
      if (key === undefined) return null;
      return Buffer.from(openBox(key, bytes.subarray(PSEUDONYM_BYTES), pseudonym)).toString('utf8');
    },
    erase: async (subject) => {
      remembered.delete(subject);
      const erased = await database.query(
        `UPDATE ledger.subjects SET lookup = NULL, wrapped_key = NULL, erased_at = now() WHERE lookup = $1 RETURNING subject_id`,
        [lookupOf(subject)],
      );
      return erased.length > 0;
    },
  };
}

/** One key for each purpose (HKDF, RFC 5869). */
const derive = (key: Uint8Array, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', key, new Uint8Array(), `finflow ledger ${purpose}`, KEY_BYTES));

const pseudonymBytes = (pseudonym: string): Uint8Array => Buffer.from(pseudonym.replaceAll('-', ''), 'hex');

function pseudonymText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
