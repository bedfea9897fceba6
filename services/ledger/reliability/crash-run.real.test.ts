import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../kit/src/database/database.js';
import { connectPostgres } from '../../kit/src/database/postgres-database.js';
import { freePort } from '../../kit/testing/free-port.js';
import { startPostgres, type TestPostgres } from '../../kit/testing/postgres.js';
import { createTokenIssuer, serveTokenIssuer } from '../../kit/testing/token-issuer.js';
import { auditEverything } from '../src/auditor/audit-journal.js';
import { type LedgerProgram, randomKey, runLedgerProgram } from '../testing/ledger-program.js';

/** CI kills two hundred times; KILLS makes it fewer for a quick look. */
const KILLS = Number(process.env['KILLS'] ?? 200);
const CLIENTS = 12;
const CUSTOMERS = 20;
const SEED = 20_261_123;

/** What a client was told, and what it had asked for. */
interface Acknowledged {
  readonly transferId: string;
  readonly amount: number;
}

/** Random numbers that are the same in every run (mulberry32), so that a failing moment can be looked at again. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe('kill -9 at random moments under load', () => {
  let postgres: TestPostgres;
  let database: Database;
  let program: LedgerProgram;
  let env: Record<string, string>;
  let token = '';
  let stopKeys: () => Promise<void>;
  const [random, accounts, acknowledged] = [seededRandom(SEED), [] as string[], [] as Acknowledged[]];
  const counts = { requests: 0, retries: 0, refused: 0 };
  let loaded = true;

  const start = async (): Promise<void> => {
    program = runLedgerProgram({ env });
    await program.line('"started"');
  };

  /** One request until its outcome is known: no answer, 429 and 5xx are tried again under the same key. */
  const settle = async (
    path: string,
    body: object,
    key = randomUUID(),
  ): Promise<Record<string, unknown> | undefined> => {
    for (;;) {
      counts.requests += 1;
      try {
        const response = await fetch(`http://127.0.0.1:${env['PORT']}${path}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
          body: JSON.stringify(body),
          signal: AbortSignal.timeout(10_000),
        });
        const answer = (await response.json()) as Record<string, unknown>;
        if (response.status < 300) return answer;
        if (response.status < 500 && response.status !== 429) {
          counts.refused += 1;
          return undefined;
        }
      } catch {
        // The connection died with the service; what became of the request is found out by asking again.
      }
      counts.retries += 1;
      await delay(20 + random() * 60);
    }
  };
  const post = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const answer = await settle(path, body);
    if (answer === undefined) throw new Error(`${path} was refused`);
    return answer;
  };

  const client = async (): Promise<void> => {
    while (loaded) {
      const from = Math.floor(random() * accounts.length);
      // Half of all transfers pay the same account.
      const to = random() < 0.5 ? 0 : (from + 1 + Math.floor(random() * (accounts.length - 1))) % accounts.length;
      if (from === to) continue;
      const amount = 1 + Math.floor(random() * 100);
      const answer = await settle('/v1/transfers', {
        currency: 'EUR',
        postings: [{ from: accounts[from], to: accounts[to], amount }],
      });
      if (answer !== undefined) acknowledged.push({ transferId: String(answer['transferId']), amount });
      await delay(random() * 40);
    }
  };

  beforeAll(async () => {
    postgres = await startPostgres();
    const issuer = await createTokenIssuer();
    const keys = await serveTokenIssuer(issuer);
    stopKeys = keys.stop;
    const scopes = ['ledger:operate', 'ledger:accounts:write', 'ledger:transfers:write', 'ledger:any-holder'];
    token = await issuer.issue({ subject: 'crash-client', scopes, lifetimeSeconds: 7_200 });
    env = {
      HOST: '127.0.0.1',
      FINFLOW_LOCATION: 'here',
      PORT: String(await freePort()),
      METRICS_PORT: String(await freePort()),
      DATABASE_URL: postgres.url,
      TOKEN_ISSUER: issuer.issuer,
      TOKEN_KEYS_URL: keys.jwks.href,
      CURSOR_KEY: randomKey(),
      SUBJECT_KEYS_KEK: randomKey(),
      LOG_LEVEL: 'info',
    };
    expect(await runLedgerProgram({ args: ['migrate', 'up'], env }).exit).toBe(0);
    await start();
    database = connectPostgres({
      url: postgres.url,
      maxConnections: 2,
      applicationName: 'crash-run',
      statementTimeoutMs: 120_000,
    });
    await post('/v1/books', { bookId: 1, name: 'crash' });
    const bank = await post('/v1/accounts', { bookId: 1, currency: 'EUR', kind: 'external' });
    for (let index = 0; index < CUSTOMERS; index += 1) {
      const opened = await post('/v1/accounts', {
        bookId: 1,
        currency: 'EUR',
        holder: { subject: `customer-${index}` },
      });
      accounts.push(String(opened['accountId']));
      const postings = [{ from: bank['accountId'], to: opened['accountId'], amount: 1_000_000 }];
      const funded = await post('/v1/transfers', { currency: 'EUR', postings });
      acknowledged.push({ transferId: String(funded['transferId']), amount: 1_000_000 });
    }
  });
  afterAll(async () => {
    program.kill('SIGKILL');
    await program.exit;
    await database.close();
    await stopKeys();
    await postgres.stop();
  });

  it(`loses nothing that it acknowledged and does nothing twice, ${KILLS} times`, { timeout: 1_500_000 }, async () => {
    const started = performance.now();
    const clients = Array.from({ length: CLIENTS }, client);
    const killed = { program: 0, database: 0 };
    for (let kill = 0; kill < KILLS; kill += 1) {
      await delay(100 + random() * 700);
      if (kill % 2 === 0) {
        program.kill('SIGKILL');
        await program.exit;
        await start();
        killed.program += 1;
      } else {
        await postgres.kill9();
        await postgres.start();
        killed.database += 1;
      }
    }
    loaded = false;
    await Promise.all(clients);

    const stored = await database.query<{ transfer_id: string; amount: bigint }>(
      `SELECT transfer_id, amounts[1] AS amount FROM ledger.transfers WHERE kind = 'posting'`,
    );
    const amounts = new Map(stored.map(({ transfer_id, amount }) => [transfer_id, amount]));
    const lost = acknowledged.filter(({ transferId, amount }) => amounts.get(transferId) !== BigInt(amount));
    const known = new Set(acknowledged.map(({ transferId }) => transferId));
    const unasked = stored.filter(({ transfer_id }) => !known.has(transfer_id));
    const twice = acknowledged.length - known.size;
    const violations = await auditEverything(database);
    console.log(
      [
        '| kills of the program | of PostgreSQL | requests | retries | acknowledged | lost | doubled | invariants broken | seconds |',
        '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
        `| ${killed.program} | ${killed.database} | ${counts.requests} | ${counts.retries} | ${acknowledged.length} | ${lost.length} | ${unasked.length + twice} | ${violations.length} | ${Math.round((performance.now() - started) / 1000)} |`,
      ].join('\n'),
    );
    // Every client has asked until it knew, so what is stored is exactly what was acknowledged.
    expect({ lost, unasked, twice, violations }).toEqual({ lost: [], unasked: [], twice: 0, violations: [] });
    expect(acknowledged.length).toBeGreaterThan(KILLS * 2);
    expect(counts.retries).toBeGreaterThan(KILLS / 2);
  });
});
