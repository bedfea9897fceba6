import { type Command, UsageError } from '../../../kit/src/commands/command.js';
import { listBooks, raiseHomeEpoch } from '../books/books.js';
import type { ProgramHost } from './program-host.js';
import { withServer } from './with-server.js';

const USAGE = 'books | raise-epoch <home> <epoch>';

/** What people on call do to the database itself; everything else has a route under /v1/operator. */
export const operatorCommand = (host: ProgramHost): Command => ({
  usage: USAGE,
  summary: 'lists books; fences older writers out of a home',
  run: async ([action, ...args]) => {
    if (action === 'books' && args.length === 0) return showBooks(host);
    if (action === 'raise-epoch' && args.length === 2) return raiseEpoch(host, args[0] ?? '', args[1] ?? '');
    throw new UsageError(`say ${USAGE}`);
  },
});

async function showBooks(host: ProgramHost): Promise<number> {
  for (const { bookId, name, home, homeEpoch, sequence } of await withServer(host, listBooks)) {
    host.print(`${bookId} ${name}: written in ${home} since epoch ${homeEpoch}, ${sequence} records`);
  }
  return 0;
}

async function raiseEpoch(host: ProgramHost, home: string, text: string): Promise<number> {
  if (!/^[1-9]\d{0,17}$/.test(text)) throw new UsageError('an epoch is a positive number');
  const raised = await withServer(host, (database) => raiseHomeEpoch(database, home, BigInt(text)));
  host.print(`${raised} books of ${home} refuse writers with an epoch below ${text}`);
  return 0;
}
