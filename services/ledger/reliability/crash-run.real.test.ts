import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../kit/src/database/database.js';
import { connectPostgres } from '../../kit/src/database/postgres-database.js';
import { startPostgres, type TestPostgres } from '../../kit/testing/postgres.js';
import { FLAWLESS, type HonestClients, honestClients, judge, seededRandom } from './honest-clients.js';
import { ledgerSecrets, type LedgerSecrets, ledgerSite, type LedgerSite } from './ledger-site.js';

/** CI kills two hundred times; KILLS makes it fewer for a quick look. */
const KILLS = Number(process.env['KILLS'] ?? 200);
const CLIENTS = 12;
const CUSTOMERS = 20;
const PAUSE_MS = 20;
const SEED = 20_261_123;

describe('kill -9 at random moments under load', () => {
  let postgres: TestPostgres;
  let database: Database;
  let secrets: LedgerSecrets;
  let site: LedgerSite;
  let clients: HonestClients;
  let accounts: readonly string[];
  const random = seededRandom(SEED);

  beforeAll(async () => {
    postgres = await startPostgres();
    secrets = await ledgerSecrets();
    site = await ledgerSite({ ...secrets.env, FINFLOW_LOCATION: 'here', DATABASE_URL: postgres.url });
    expect(await site.command('migrate', 'up')).toBe(0);
    await site.start();
    database = connectPostgres({
      url: postgres.url,
      maxConnections: 2,
      applicationName: 'crash-run',
      statementTimeoutMs: 120_000,
    });
    clients = honestClients({ address: () => site.address, token: secrets.token, random });
    accounts = await clients.openBook(CUSTOMERS);
  });
  afterAll(async () => {
    await site.kill9();
    await database.close();
    await secrets.stop();
    await postgres.stop();
  });

  it(`loses nothing that it acknowledged and does nothing twice, ${KILLS} times`, { timeout: 1_500_000 }, async () => {
    const started = performance.now();
    const stopClients = clients.payAtRandom(CLIENTS, accounts, PAUSE_MS);
    const killed = { program: 0, database: 0 };
    for (let kill = 0; kill < KILLS; kill += 1) {
      await delay(100 + random() * 700);
      if (kill % 2 === 0) {
        await site.kill9();
        await site.start();
        killed.program += 1;
      } else {
        await postgres.kill9();
        await postgres.start();
        killed.database += 1;
      }
    }
    await stopClients();

    const { acknowledged, counts } = clients;
    const verdict = await judge(database, acknowledged);
    const doubled = verdict.unasked.length + verdict.twice;
    const seconds = Math.round((performance.now() - started) / 1000);
    console.log(
      [
        '| kills of the program | of PostgreSQL | requests | retries | acknowledged | lost | doubled | invariants broken | seconds |',
        '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
        `| ${killed.program} | ${killed.database} | ${counts.requests} | ${counts.retries} | ${acknowledged.length} | ${verdict.lost.length} | ${doubled} | ${verdict.violations.length} | ${seconds} |`,
      ].join('\n'),
    );
    expect(verdict).toEqual(FLAWLESS);
    expect(acknowledged.length).toBeGreaterThan(KILLS * 2);
    expect(counts.retries).toBeGreaterThan(KILLS / 2);
  });
});
