import { z } from 'zod';
import type { Command } from '../../../kit/src/commands/command.js';
import { migrateCommand } from '../../../kit/src/commands/migrate-command.js';
import { commonSettings } from '../../../kit/src/configuration/common-settings.js';
import { readConfiguration } from '../../../kit/src/configuration/read-configuration.js';
import { connectPostgres } from '../../../kit/src/database/postgres-database.js';
import { migrate } from '../../../kit/src/migrations/migrate.js';
import { MIGRATIONS } from './migrations-folder.js';
import type { ProgramHost } from './program-host.js';
import { directUrl } from './settings-of.js';

const settings = z.object({ DATABASE_URL: commonSettings.DATABASE_URL.unwrap() });

const LONGEST_STATEMENT_MS = 30 * 60_000;

/** Brings the schema of a server forward or back; an embedded database migrates itself. */
export const databaseMigrateCommand = ({ env, print }: ProgramHost): Command =>
  migrateCommand(async ({ direction, to }) => {
    const { DATABASE_URL } = readConfiguration(settings, env);
    const database = connectPostgres({
      url: directUrl(DATABASE_URL),
      maxConnections: 2,
      applicationName: 'ledger migrate',
      statementTimeoutMs: LONGEST_STATEMENT_MS,
    });
    try {
      return await migrate(database, MIGRATIONS, { direction, ...(to === undefined ? {} : { to: Number(to) }) });
    } finally {
      await database.close();
    }
  }, print);
