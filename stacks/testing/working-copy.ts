import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT } from './synthesized-stacks.js';

const COPIED = ['cdktf.json', 'environments', 'package.json', 'services'];
const LINKED = ['build', 'node_modules'];

/** A copy of the definitions with the compiled code linked in, whose local environment talks to `endpoint`. */
export function workingCopy(directory: string, endpoint: string): void {
  for (const name of COPIED) cpSync(join(CHECKOUT, name), join(directory, name), { recursive: true });
  for (const name of LINKED) symlinkSync(join(CHECKOUT, name), join(directory, name));
  const file = join(directory, 'environments/local.yaml');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, endpoint));
}
