import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../kit/src/database/database.js';
import { connectPostgres } from '../../kit/src/database/postgres-database.js';
import { type CuttableProxy, startCuttableProxy } from '../../kit/testing/cuttable-proxy.js';
import { type DelayProxy, startDelayProxy } from '../../kit/testing/delay-proxy.js';
import { startEtcd, type TestEtcd } from '../../kit/testing/etcd.js';
import { STANDBY_NAME, startStandby, type TestStandby, waitForStandby } from '../../kit/testing/postgres-standby.js';
import { startPostgres, type TestPostgres } from '../../kit/testing/postgres.js';
import { openLoop, type OpenLoopResult } from '../bench/open-loop.js';
import { FLAWLESS, type HonestClients, honestClients, judge, seededRandom } from './honest-clients.js';
import { ledgerSecrets, type LedgerSecrets, ledgerSite, type LedgerSite } from './ledger-site.js';

/** Between two regions of a continent. */
const ROUND_TRIP_MS = 30;
const HOME = 'use1';
const SUCCESSOR = 'use4';
const CLIENTS = 12;
const PAUSE_MS = 20;
const PER_SECOND = 200;

describe('with a synchronous standby far away', () => {
  let primary: TestPostgres;
  let wire: DelayProxy;
  let standbyWire: CuttableProxy;
  let standby: TestStandby;
  let witness: TestEtcd;
  let oldWitnessWire: CuttableProxy;
  let secrets: LedgerSecrets;
  let [old, successor]: LedgerSite[] = [];
  let database: Database;
  let clients: HonestClients;
  let accounts: readonly string[] = [];
  let address = '';
  const latencies: string[] = [];

  const connect = (url: string): Database =>
    connectPostgres({ url, maxConnections: 2, applicationName: 'standby-run', statementTimeoutMs: 60_000 });
  const measure = async (name: string): Promise<OpenLoopResult> => {
    const before = clients.acknowledged.length;
    const result = await openLoop({
      perSecond: PER_SECOND,
      seconds: 5,
      warmUpSeconds: 2,
      send: async () => {
        const from = accounts[1 + Math.floor(Math.random() * (accounts.length - 1))] ?? '';
        await clients.pay(from, accounts[0] ?? '', 1);
        return undefined;
      },
    });
    const { p50, p95, p99 } = result.latency;
    latencies.push(`| ${name} | ${PER_SECOND} | ${p50.toFixed(1)} | ${p95.toFixed(1)} | ${p99.toFixed(1)} |`);
    expect(clients.acknowledged.length).toBeGreaterThan(before);
    return result;
  };

  beforeAll(async () => {
    [primary, witness, secrets] = await Promise.all([startPostgres(), startEtcd(), ledgerSecrets()]);
    oldWitnessWire = await startCuttableProxy(Number(new URL(witness.endpoint).port));
    const shared = { ...secrets.env, FINFLOW_HOME: HOME };
    old = await ledgerSite({
      ...shared,
      FINFLOW_LOCATION: HOME,
      DATABASE_URL: primary.url,
      WITNESS_ENDPOINTS: new URL(oldWitnessWire.through(witness.endpoint)).origin,
    });
    expect(await old.command('migrate', 'up')).toBe(0);
    await old.start();
    address = old.address;
    clients = honestClients({ address: () => address, token: secrets.token, random: seededRandom(30) });
    accounts = await clients.openBook(20);
    wire = await startDelayProxy(primary.port, ROUND_TRIP_MS / 2);
    standbyWire = await startCuttableProxy(wire.port);
    standby = await startStandby(Number(new URL(standbyWire.through(primary.url)).port));
    successor = await ledgerSite({
      ...shared,
      FINFLOW_LOCATION: SUCCESSOR,
      DATABASE_URL: standby.url,
      WITNESS_ENDPOINTS: witness.endpoint,
    });
  });
  afterAll(async () => {
    await Promise.all([old?.kill9(), successor?.kill9()]);
    await database.close();
    await Promise.all([
      standby.stop(),
      primary.stop(),
      witness.stop(),
      secrets.stop(),
      standbyWire.stop(),
      wire.stop(),
      oldWitnessWire.stop(),
    ]);
  });

  it('a commit waits for the other side, and only for that', { timeout: 60_000 }, async () => {
    const alone = await measure('no standby');
    await waitForStandby(primary.url, STANDBY_NAME);
    const both = await measure(`synchronous standby ${ROUND_TRIP_MS} ms away`);
    console.log(
      ['| | transfers/s | P50 ms | P95 ms | P99 ms |', '| --- | --- | --- | --- | --- |', ...latencies].join('\n'),
    );
    expect(alone.errors.size + both.errors.size).toBe(0);
    expect(both.latency.p50).toBeGreaterThan(ROUND_TRIP_MS);
  });

  it('nothing is acknowledged that only one side has, not even after a restart', { timeout: 60_000 }, async () => {
    const stopClients = clients.payAtRandom(CLIENTS, accounts, PAUSE_MS);
    await delay(1_000);
    standbyWire.blackHole();
    await delay(500);
    const told = clients.acknowledged.length;
    await delay(1_500);
    // Recovery makes visible what no standby has; asked for it again, the program must wait for the standby all the same.
    await primary.kill9();
    await primary.start();
    const here = connect(primary.url);
    await delay(2_000);
    const stored = await here.query(`SELECT FROM ledger.transfers WHERE kind = 'posting'`);
    expect(stored.length, 'the primary has what nobody was told').toBeGreaterThan(told);
    expect(clients.acknowledged.length - told).toBe(0);

    standbyWire.repair();
    await expect.poll(() => clients.acknowledged.length, { timeout: 30_000 }).toBeGreaterThan(told + CLIENTS);
    await stopClients();
    const verdict = await judge(here, clients.acknowledged);
    await here.close();
    expect(verdict).toEqual(FLAWLESS);
  });

  it('the loss of the primary loses nothing that was acknowledged', { timeout: 180_000 }, async () => {
    const stopClients = clients.payAtRandom(CLIENTS, accounts, PAUSE_MS);
    await delay(2_000);
    const toldBefore = clients.acknowledged.length;

    // The site is gone: its database dies, its program hears nobody and goes on by itself.
    const lostAt = performance.now();
    await primary.kill9();
    oldWitnessWire.blackHole();
    await standby.promote();
    const promotedMs = performance.now() - lostAt;
    await successor?.start();
    address = successor?.address ?? '';
    const toldAtSwitch = clients.acknowledged.length;
    while (clients.acknowledged.length === toldAtSwitch) await delay(10);
    const firstMs = performance.now() - lostAt;
    await delay(2_000);
    await stopClients();

    database = connect(standby.url);
    const verdict = await judge(database, clients.acknowledged);
    const row = [
      ...[toldBefore, clients.acknowledged.length - toldAtSwitch, verdict.lost.length],
      ...[verdict.unasked.length + verdict.twice, verdict.violations.length],
      ...[(promotedMs / 1000).toFixed(1), (firstMs / 1000).toFixed(1)],
    ];
    console.log(
      [
        '| acknowledged before | acknowledged after | lost | doubled | invariants broken | promoted after s | first acknowledged after s |',
        '| --- | --- | --- | --- | --- | --- | --- |',
        `| ${row.join(' | ')} |`,
      ].join('\n'),
    );
    expect(verdict).toEqual(FLAWLESS);
    const [book] = await database.query<{ home_epoch: bigint }>('SELECT home_epoch FROM ledger.books');
    expect(book?.home_epoch).toBe(2n);
    // Slots do not follow to a standby, and a hole is said loudly: the runbook builds the read model anew.
    expect(await successor?.command('rebuild')).toBe(0);
  });

  it('the old primary acknowledges nothing any more, whatever comes back to it', { timeout: 120_000 }, async () => {
    const told = { acknowledged: 0, codes: new Set<string>() };
    const ask = async (): Promise<void> => {
      const response = await fetch(`${old?.address ?? ''}/v1/transfers`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${secrets.token}`,
          'content-type': 'application/json',
          'idempotency-key': crypto.randomUUID(),
        },
        body: JSON.stringify({ currency: 'EUR', postings: [{ from: accounts[1], to: accounts[0], amount: 1 }] }),
        signal: AbortSignal.timeout(15_000),
      });
      const { code } = (await response.json()) as { code?: string };
      if (response.status < 300) told.acknowledged += 1;
      else told.codes.add(code ?? String(response.status));
    };
    const askForAWhile = async (): Promise<void> => {
      for (let tries = 0; tries < 50; tries += 1) await ask();
    };
    await askForAWhile();
    // The site comes back, at first waiting for its standby, then with nobody left whom a commit would have to wait for.
    await old?.kill9();
    await primary.start();
    await old?.start();
    await askForAWhile();
    await waitForStandby(primary.url, '');
    await askForAWhile();
    // It reaches the witness again and learns that the home is another's.
    oldWitnessWire.repair();
    await delay(5_000);
    await askForAWhile();
    expect(told).toEqual({ acknowledged: 0, codes: new Set(['home-lease-lost']) });

    const oldDatabase = connect(primary.url);
    const [newest] = await oldDatabase.query<{ home_epoch: bigint }>(
      'SELECT max(home_epoch) AS home_epoch FROM ledger.transfers',
    );
    await oldDatabase.close();
    expect(newest?.home_epoch).toBe(1n);
  });
});
