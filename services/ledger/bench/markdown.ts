import { cpus, loadavg, totalmem } from 'node:os';
import type { Database } from '../../kit/src/database/database.js';

/** Prints a Markdown table. */
export function printTable(columns: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  console.log([line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n'));
}

/** What the numbers below depend on: the machine, what it did before, and how durable the database is. */
export async function printConditions(database: Database): Promise<void> {
  const names = ['server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers'];
  const settings = await Promise.all(
    names.map(async (name) => {
      const [row] = await database.query<{ setting: string }>('SELECT current_setting($1) AS setting', [name]);
      return `${name} ${row?.setting ?? 'unknown'}`;
    }),
  );
  const [processor] = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  console.log(
    `\n\`npm run bench:ledger -- ${process.argv.slice(2).join(' ')}\`, Node ${process.version}, ${cpus().length} cores (${processor?.model.trim() ?? 'unknown'}), ` +
      `${gigabytes} GiB, load before ${loadavg()[0]?.toFixed(2) ?? '?'}; PostgreSQL: ${settings.join(', ')}; ` +
      'program, database and load generator share the cores.\n',
  );
}

/** Milliseconds with one decimal. */
export const ms = (value: number): string => value.toFixed(1);
