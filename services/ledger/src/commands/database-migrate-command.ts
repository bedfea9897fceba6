import type { Command } from '../../../kit/src/commands/command.js';
import { migrateCommand } from '../../../kit/src/commands/migrate-command.js';
import { migrate } from '../../../kit/src/migrations/migrate.js';
import { MIGRATIONS } from './migrations-folder.js';
import type { ProgramHost } from './program-host.js';
import { withServer } from './with-server.js';

/** Brings the schema of a server forward or back; an embedded database migrates itself. */
export const databaseMigrateCommand = (host: ProgramHost): Command =>
  migrateCommand(
    ({ direction, to }) =>
      withServer(host, (database) =>
        migrate(database, MIGRATIONS, { direction, ...(to === undefined ? {} : { to: Number(to) }) }),
      ),
    host.print,
  );
