import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository under test. */
export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** A date after which neither flags nor waivers of the repository are judged differently by the tests. */
export const AS_OF = '2026-11-23';

/** A copy of everything that outputs depend on (the repository ships no waivers), in a folder of its own; `remove` deletes it. */
export function copyRepository(): { readonly root: string; readonly remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'finflow-'));
  for (const folder of ['services', 'environments', 'docs']) {
    mkdirSync(join(root, folder), { recursive: true });
    cpSync(join(REPOSITORY, folder), join(root, folder), { recursive: true, force: true });
  }
  symlinkSync(join(REPOSITORY, 'node_modules'), join(root, 'node_modules'));
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** Every file below a folder with its content, by relative path. */
export function filesBelow(directory: string): Map<string, string> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return new Map(files.map((file) => [relative(directory, file), readFileSync(file, 'utf8')]));
}
