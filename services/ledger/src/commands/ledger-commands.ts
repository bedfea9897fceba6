import { probeCommand } from '../../../kit/src/commands/probe-command.js';
import type { Commands } from '../../../kit/src/commands/run-commands.js';
import { auditCommand } from './audit-command.js';
import { exportCommand, verifyCommand } from './chain-commands.js';
import { databaseMigrateCommand } from './database-migrate-command.js';
import { openapiCommand } from './openapi-command.js';
import { operatorCommand } from './operator-command.js';
import type { ProgramHost } from './program-host.js';
import { rebuildCommand } from './rebuild-command.js';
import { serveCommand } from './serve-command.js';

/** Everything that the ledger's program can do. */
export const ledgerCommands = (host: ProgramHost): Commands => ({
  serve: serveCommand(host),
  migrate: databaseMigrateCommand(host),
  probe: probeCommand(host),
  audit: auditCommand(host),
  verify: verifyCommand(host),
  export: exportCommand(host),
  rebuild: rebuildCommand(host),
  operator: operatorCommand(host),
  openapi: openapiCommand(host),
});
