import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The largest definition that is read; the size is checked before the content is. */
export const MAX_DEFINITION_KIB = 256;

/** Why a file cannot be a definition. */
export interface Unreadable {
  readonly code: 'unreadable-file' | 'over-size-file' | 'binary-file' | 'empty-file';
  readonly message: string;
  readonly fix: string;
}

/** The text of a definition file, or why it has none: missing, not a regular file, over-size, binary or empty. */
export function readDefinition(root: string, file: string): string | Unreadable {
  try {
    const path = join(root, file);
    const status = lstatSync(path);
    if (status.isSymbolicLink()) return irregular('a symbolic link');
    if (status.isDirectory()) return irregular('a folder');
    if (!status.isFile()) return irregular('not a regular file');
    if (status.size > MAX_DEFINITION_KIB * 1024) return overSize(status.size);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
    if (text.includes('\0')) return binary('contains a NUL byte');
    return text.trim() === '' ? empty : text;
  } catch (error) {
    if (error instanceof TypeError) return binary('is not valid UTF-8');
    return unreadable(error);
  }
}

const empty: Unreadable = {
  code: 'empty-file',
  message: 'the file is empty',
  fix: 'write the definition or remove the file',
};

function irregular(kind: string): Unreadable {
  return {
    code: 'unreadable-file',
    message: `this is ${kind}; a definition is a regular file, so that what was reviewed is what is read`,
    fix: 'replace it with a file that holds the definition',
  };
}

function overSize(bytes: number): Unreadable {
  return {
    code: 'over-size-file',
    message: `the file has ${Math.ceil(bytes / 1024)} KiB; a definition has at most ${MAX_DEFINITION_KIB} KiB`,
    fix: 'keep only what the schema names; data belongs elsewhere',
  };
}

function binary(why: string): Unreadable {
  return { code: 'binary-file', message: `the file ${why}; a definition is UTF-8 text`, fix: 'save it as UTF-8 YAML' };
}

const REASONS: Readonly<Record<string, readonly [string, string]>> = {
  ENOENT: ['the file does not exist', 'create it'],
  ENOTDIR: ['a part of its path is not a folder', 'put the file into its folder'],
  EACCES: ['this user may not read the file', 'give it read permission (chmod u+r)'],
  EPERM: ['this user may not read the file', 'give it read permission (chmod u+r)'],
};

function unreadable(error: unknown): Unreadable {
  // Only the error's code is shown: its message holds the absolute path.
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
  const [message, fix] = REASONS[code] ?? [`the file cannot be read (${code})`, 'make it readable'];
  return { code: 'unreadable-file', message, fix };
}
