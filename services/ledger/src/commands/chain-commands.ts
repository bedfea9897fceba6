import { type Command, UsageError } from '../../../kit/src/commands/command.js';
import type { SqlExecutor } from '../../../kit/src/database/database.js';
import { listBooks } from '../books/books.js';
import { exportLine, verifyExport } from '../chain/export-chain.js';
import { type ChainVerdict, coveredBlocks, verifyBook } from '../chain/verify-chain.js';
import type { ProgramHost } from './program-host.js';
import { withServer } from './with-server.js';

/** Verifies the chains of the database, or those of an exported file without any database; exit 1 at the first fault. */
export const verifyCommand = (host: ProgramHost): Command => ({
  usage: '[file]',
  summary: 'verifies the hash chains of the database, or of an export',
  run: async ([file, ...rest]) => {
    if (rest.length > 0) throw new UsageError('name at most one file');
    if (file !== undefined) return say(host, file, await verifyExport(host.readText(file).split('\n')));
    return withServer(host, async (database) => {
      let code = 0;
      for (const { bookId } of await listBooks(database)) {
        code = Math.max(code, say(host, `book ${bookId}`, await verifyBook(database, bookId)));
      }
      return code;
    });
  },
});

/** Writes the chains with everything that they cover, one block a line. */
export const exportCommand = (host: ProgramHost): Command => ({
  usage: '',
  summary: 'prints every sealed block with its records, one a line',
  run: async () => {
    await withServer(host, async (database) => {
      for (const { bookId } of await listBooks(database)) await exportBook(host, database, bookId);
    });
    return 0;
  },
});

async function exportBook({ print }: ProgramHost, sql: SqlExecutor, bookId: number): Promise<void> {
  for await (const covered of coveredBlocks(sql, bookId)) print(exportLine(covered));
}

function say({ print }: ProgramHost, what: string, { blocks, records, fault }: ChainVerdict): number {
  print(`${what}: ${blocks} blocks with ${records} records ${fault === null ? 'are as they were sealed' : 'are good'}`);
  if (fault === null) return 0;
  print(`${what}: ${fault}`);
  return 1;
}
