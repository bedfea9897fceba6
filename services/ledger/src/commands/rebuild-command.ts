import type { Command } from '../../../kit/src/commands/command.js';
import { rebuildReadModel } from '../read-model/rebuild-read-model.js';
import type { ProgramHost } from './program-host.js';
import { withServer } from './with-server.js';

/** Builds the read model anew from the journal, with a fresh slot; readers see the old one until it is done. */
export const rebuildCommand = (host: ProgramHost): Command => ({
  usage: '',
  summary: 'builds the read model anew; stop the projection first',
  run: async () => {
    const records = await withServer(host, (database) => rebuildReadModel(database, { withSlot: true }));
    host.print(`the read model has ${records} records`);
    return 0;
  },
});
