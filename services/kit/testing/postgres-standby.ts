import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { runPostgresTool, startPostgres, type TestPostgres } from './postgres.js';

/** A copy of a server that follows it, and can take its place. */
export interface TestStandby extends TestPostgres {
  /** Resolves when it accepts writes. */
  readonly promote: () => Promise<void>;
}

/** Name by which a primary lists its standby in `synchronous_standby_names`. */
export const STANDBY_NAME = 'standby';

/**
 * Copies a running server and follows it.
 *
 * @param primaryPort where the primary is reached, such as the near end of a long wire
 */
export async function startStandby(primaryPort: number): Promise<TestStandby> {
  const dataDirectory = join(mkdtempSync(join(tmpdir(), 'finflow-standby-')), 'data');
  const primary = `host=127.0.0.1 port=${primaryPort} user=postgres application_name=${STANDBY_NAME}`;
  await runPostgresTool('pg_basebackup', dataDirectory, ['-d', primary, '-X', 'stream', '-c', 'fast', '-R']);
  const server = await startPostgres({ dataDirectory, existing: true });
  return {
    ...server,
    promote: async () => {
      await querying(server.url, (client) => client.query('SELECT pg_promote(true, 60)'));
    },
  };
}

/** Makes every commit of a server wait for its standby, or for nobody; resolves when the standby is in step. */
export async function waitForStandby(primaryUrl: string, standby: string): Promise<void> {
  await querying(primaryUrl, async (client) => {
    await client.query(`ALTER SYSTEM SET synchronous_standby_names = '${standby}'`);
    await client.query('SELECT pg_reload_conf()');
    for (let tries = 0; standby !== '' && tries < 200; tries += 1) {
      const { rows } = await client.query(`SELECT FROM pg_stat_replication WHERE sync_state = 'sync'`);
      if (rows.length > 0) return;
      await delay(100);
    }
    if (standby !== '') throw new Error('the standby does not follow');
  });
}

async function querying(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
