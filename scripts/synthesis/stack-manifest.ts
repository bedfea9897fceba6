import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stackPath } from '../../services/definition/names.js';

interface StackManifest {
  readonly version: string;
  readonly stacks: Readonly<Record<string, object>>;
}

/**
 * Completes the manifest of a synthesis of some environments with the stacks of the others, which stay as they are.
 *
 * cdktf finds stacks by this one file, which it writes for the stacks of one run only.
 */
export function keepOtherStacks(root: string, made: string, environments: readonly string[]): void {
  const earlier = join(root, 'cdktf.out/manifest.json');
  if (!existsSync(earlier)) return;
  const file = join(made, 'cdktf.out/manifest.json');
  const { version, stacks } = readManifest(file);
  const kept = Object.entries(readManifest(earlier).stacks).filter(
    ([name]) =>
      !environments.some((environment) => name.startsWith(`${environment}-`)) &&
      existsSync(join(root, stackPath(name))),
  );
  const merged = [...kept, ...Object.entries(stacks)].sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(file, JSON.stringify({ version, stacks: Object.fromEntries(merged) }, null, 2));
}

function readManifest(file: string): StackManifest {
  return JSON.parse(readFileSync(file, 'utf8')) as StackManifest;
}
