import { z } from 'zod';
import { commonSettings } from '../../../kit/src/configuration/common-settings.js';
import { readConfiguration } from '../../../kit/src/configuration/read-configuration.js';
import type { Database } from '../../../kit/src/database/database.js';
import { connectPostgres } from '../../../kit/src/database/postgres-database.js';
import type { ProgramHost } from './program-host.js';
import { directUrl } from './settings-of.js';

const settings = z.object({ DATABASE_URL: commonSettings.DATABASE_URL.unwrap() });

/** Commands look at everything, so nothing of theirs is cut short before this. */
const LONGEST_STATEMENT_MS = 60 * 60_000;
const CONNECTIONS = 2;

/** Does a command's work on the server that the environment names, past the pooler, and closes the connections. */
export async function withServer<Result>(
  { env }: Pick<ProgramHost, 'env'>,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const { DATABASE_URL } = readConfiguration(settings, env);
  const database = connectPostgres({
    url: directUrl(DATABASE_URL),
    maxConnections: CONNECTIONS,
    applicationName: 'ledger command',
    statementTimeoutMs: LONGEST_STATEMENT_MS,
  });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
