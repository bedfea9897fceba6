import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Bytes of every key. */
export const KEY_BYTES = 32;

/**
 * Encrypts with AES-256-GCM: a random nonce of 12 bytes, the ciphertext, the tag of 16 bytes.
 *
 * @param context is authenticated with the text, so that a box cannot be moved to another owner
 */
export function sealBox(key: Uint8Array, plain: Uint8Array, context: string): Uint8Array {
  const nonce = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(context));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @throws Error when key, context or a single bit is another */
export function openBox(key: Uint8Array, box: Uint8Array, context: string): Uint8Array {
  const bytes = Buffer.from(box);
  if (bytes.length < IV_BYTES + TAG_BYTES) throw new RangeError('the sealed text is cut off');
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES))
    .setAAD(Buffer.from(context))
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
}
