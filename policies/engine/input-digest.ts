import { createHash } from 'node:crypto';
import type { AuditResult } from './findings-schema.js';

/** A file as it was read, relative to the judged directory (waivers: to the repository). */
export interface InputFile {
  readonly file: string;
  readonly text: string;
}

/** SHA-256 of every file that took part in an audit, by path: with the date and the program they give the same result. */
export const inputDigests = (files: readonly InputFile[]): AuditResult['inputs'] =>
  files
    .map(({ file, text }) => ({ file, sha256: createHash('sha256').update(text).digest('hex') }))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
