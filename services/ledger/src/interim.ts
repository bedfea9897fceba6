import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { AccountHistory } from './api/account-history.js';
import type { Subjects } from './api/api-parts.js';
import type { LaggingHistory } from './api/consistent-read.js';

export const alwaysCurrent = (history: AccountHistory): LaggingHistory => ({
  ...history,
  position: () => Promise.resolve(undefined),
  waitFor: () => Promise.resolve(true),
});

export const derivedSubjects = (kek: Uint8Array): Subjects => ({
  pseudonymOf: (subject) => {
    const hex = createHmac('sha256', kek).update(subject).digest('hex');
    return Promise.resolve(
      `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`,
    );
  },
  seal: (_pseudonym, text) => {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', kek, iv);
    return Promise.resolve(Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]));
  },
  open: (sealed) => {
    const bytes = Buffer.from(sealed);
    const decipher = createDecipheriv('aes-256-gcm', kek, bytes.subarray(0, 12)).setAuthTag(bytes.subarray(-16));
    return Promise.resolve(
      Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8'),
    );
  },
});
