import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One numbered step of a schema, forward and back. */
export interface Migration {
  /** `0001-journal`. */
  readonly name: string;
  readonly number: number;
  readonly up: string;
  readonly down: string;
  /** Directions whose file says `-- outside a transaction` in its first line. */
  readonly outside: { readonly up: boolean; readonly down: boolean };
  /** SHA-256 of the forward file. */
  readonly checksum: string;
}

const OUTSIDE = /^-- outside a transaction\b/i;
const FORWARD = /^(\d{4})-[a-z0-9-]+\.up\.sql$/;

/**
 * Reads `NNNN-name.up.sql` and `NNNN-name.down.sql` of a folder, in order.
 *
 * @throws Error when a file has no counterpart or a number is taken twice
 */
export function readMigrations(directory: string): readonly Migration[] {
  const files = readdirSync(directory).filter((file) => file.endsWith('.sql'));
  const forward = files.filter((file) => FORWARD.test(file)).sort();
  const stray = files.filter((file) => !FORWARD.test(file) && !forward.includes(file.replace('.down.', '.up.')));
  const missing = forward.filter((file) => !files.includes(file.replace('.up.', '.down.')));
  const twice = forward.filter((file, index) => file.slice(0, 4) === forward[index - 1]?.slice(0, 4));
  const faults = [
    ...stray.map((file) => `${file}: is neither NNNN-name.up.sql nor the way back of one`),
    ...missing.map((file) => `${file}: has no .down.sql`),
    ...twice.map((file) => `${file}: the number is taken`),
  ];
  if (faults.length > 0) throw new Error(`migrations in ${directory}:\n  ${faults.join('\n  ')}`);
  return forward.map((file) => {
    const up = readFileSync(join(directory, file), 'utf8');
    const down = readFileSync(join(directory, file.replace('.up.', '.down.')), 'utf8');
    const name = file.slice(0, -'.up.sql'.length);
    return {
      name,
      number: Number(file.slice(0, 4)),
      up,
      down,
      outside: { up: OUTSIDE.test(up), down: OUTSIDE.test(down) },
      checksum: createHash('sha256').update(up).digest('hex'),
    };
  });
}
