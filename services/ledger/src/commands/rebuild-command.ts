import type { Command } from '../../../kit/src/commands/command.js';
import { bookLayout } from '../books/book-layout.js';
import { rebuildReadModel } from '../read-model/rebuild-read-model.js';
import type { ProgramHost } from './program-host.js';
import { withServer } from './with-server.js';

/** Builds the read model anew from the journal; readers see the old one until it is done. A cluster has no slot to begin with. */
export const rebuildCommand = (host: ProgramHost): Command => ({
  usage: '',
  summary: 'builds the read model anew; stop the projection first',
  run: async () => {
    const records = await withServer(host, async (database) =>
      rebuildReadModel(database, { withSlot: (await bookLayout(database)) === 'one server' }),
    );
    host.print(`the read model has ${records} records`);
    return 0;
  },
});
