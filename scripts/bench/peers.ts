import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Path of a peer tool, or undefined when it is not on PATH. */
export function peer(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((directory) => join(directory, name))
    .find((file) => existsSync(file));
}
