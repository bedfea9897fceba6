import { parseArgs } from 'node:util';
import { type Command, UsageError } from './command.js';

/** What a migration is asked for. */
export interface MigrationRequest {
  readonly direction: 'up' | 'down';
  /** Number of the last migration to apply, or of the first one to undo. All of them up, one down when missing. */
  readonly to?: string;
}

/**
 * `migrate up|down [--to N]`.
 *
 * @param migrate names the migrations that it ran
 */
export const migrateCommand = (
  migrate: (request: MigrationRequest) => Promise<readonly string[]>,
  print: (line: string) => void,
): Command => ({
  usage: 'up|down [--to N]',
  summary: 'brings the database schema forward or back',
  run: async (args) => {
    const ran = await migrate(readRequest(args));
    for (const name of ran) print(name);
    if (ran.length === 0) print('nothing to do');
    return 0;
  },
});

function readRequest(args: readonly string[]): MigrationRequest {
  const { positionals, values } = read(args);
  const [direction, ...rest] = positionals;
  if ((direction !== 'up' && direction !== 'down') || rest.length > 0) throw new UsageError('say up or down');
  const { to } = values;
  if (to === undefined) return { direction };
  if (!/^\d{1,4}$/.test(to)) throw new UsageError('--to takes the number of a migration');
  return { direction, to: to.padStart(4, '0') };
}

const read = (args: readonly string[]): { positionals: string[]; values: { to?: string | undefined } } => {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { to: { type: 'string' } } });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};
