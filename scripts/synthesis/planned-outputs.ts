import { join } from 'node:path';
import { auditPath, platformPath, stackPath } from '../../services/definition/names.js';
import { entriesOf } from './output-swap.js';

/** Outputs of these environments that exist now or were made, relative to the root: all that a swap touches. */
export function outputsOf(
  environments: readonly string[],
  kinds: { readonly audited: boolean; readonly everything: boolean },
  folders: { readonly root: string; readonly made: string },
): string[] {
  const wanted = (name: string): boolean => kinds.everything || environments.includes(environmentOf(name));
  const present = (directory: string): string[] => [
    ...new Set([...entriesOf(join(folders.root, directory)), ...entriesOf(join(folders.made, directory))]),
  ];
  const outputs = [
    ...present('cdktf.out/stacks').filter(wanted).map(stackPath),
    'cdktf.out/manifest.json',
    ...present('dist/manifests')
      .filter(wanted)
      .map((name) => `dist/manifests/${name}`),
    ...present('dist/platform')
      .map((file) => file.replace(/\.json$/, ''))
      .filter(wanted)
      .map(platformPath),
  ];
  return kinds.audited ? [...outputs, ...present('dist/audit').filter(wanted).map(auditPath)] : outputs;
}

/** `production-use1-network` → `production`; an environment's name holds no hyphen. */
function environmentOf(name: string): string {
  return name.split('-', 1)[0] ?? name;
}
