import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectPostgres } from '../../kit/src/database/postgres-database.js';
import { startPostgres, type TestPostgres } from '../../kit/testing/postgres.js';
import { FLAWLESS, type HonestClients, honestClients, judge, seededRandom } from './honest-clients.js';
import { ledgerSecrets, type LedgerSecrets, ledgerSite, type LedgerSite } from './ledger-site.js';

const PER_SECOND = 100;
const OUTAGE_MS = 5_000;
/** Requests in the outage, of what comes usually; on a busy machine the outage lasts until there are so many. */
const STORM = 10;
const LONGEST_OUTAGE_MS = 20_000;
/** A second in which so many of the payments are as fast as before. */
const HEALTHY_SHARE = 0.95;
const LONGEST_RECOVERY_MS = 30_000;

interface Payment {
  readonly begunMs: number;
  readonly tookMs: number;
}

let postgres: TestPostgres;
let secrets: LedgerSecrets;
let site: LedgerSite;
let clients: HonestClients;
let accounts: readonly string[];

beforeAll(async () => {
  postgres = await startPostgres();
  secrets = await ledgerSecrets();
  site = await ledgerSite({ ...secrets.env, FINFLOW_LOCATION: 'here', DATABASE_URL: postgres.url });
  expect(await site.command('migrate', 'up')).toBe(0);
  await site.start();
  // An impatient client gives up after half a second and asks again at once, twice.
  const impatient = { timeoutMs: 500, retryAfterMs: 25, together: 2 };
  clients = honestClients({
    ...impatient,
    address: () => site.address,
    token: secrets.token,
    random: seededRandom(10),
  });
  accounts = await clients.openBook(50);
});
afterAll(async () => {
  await site.kill9();
  await secrets.stop();
  await postgres.stop();
});

it(
  'absorbs the tenfold load of impatient clients after an outage, and does every payment once',
  { timeout: 120_000 },
  async () => {
    const payments: Payment[] = [];
    const pending = new Set<Promise<void>>();
    let [arriving, begun] = [true, 0];
    const begin = (begunMs: number): void => {
      const from = accounts[1 + (begun++ % (accounts.length - 1))] ?? '';
      const payment = clients.pay(from, accounts[0] ?? '', 1).then(() => {
        payments.push({ begunMs, tookMs: performance.now() - begunMs });
        pending.delete(payment);
      });
      pending.add(payment);
    };
    const arrive = async (): Promise<void> => {
      for (let dueMs = performance.now(); arriving;) {
        // However busy this process is with the storm, payments arrive when they are due.
        for (; dueMs <= performance.now(); dueMs += 1000 / PER_SECOND) begin(dueMs);
        await delay(1);
      }
    };
    const between = (from: number, to: number): number[] =>
      payments.filter(({ begunMs }) => begunMs >= from && begunMs < to).map(({ tookMs }) => tookMs);
    const arrivals = arrive();
    await delay(3_000);
    const calmFrom = performance.now();
    await delay(5_000);
    const usual = percentile95(between(calmFrom, performance.now()));
    const bound = Math.max(200, 2 * usual);

    const requestsBefore = clients.counts.requests;
    postgres.freeze();
    const frozenMs = performance.now();
    const sinceFrozen = (): { readonly outageMs: number; readonly requests: number; readonly times: number } => {
      const outageMs = performance.now() - frozenMs;
      const requests = clients.counts.requests - requestsBefore;
      return { outageMs, requests, times: requests / ((outageMs / 1000) * PER_SECOND) };
    };
    do await delay(OUTAGE_MS);
    while (sinceFrozen().times < STORM && sinceFrozen().outageMs < LONGEST_OUTAGE_MS);
    const storm = sinceFrozen();
    const thawedMs = performance.now();
    const waiting = pending.size;
    postgres.thaw();

    let recoveredMs: number | undefined;
    while (recoveredMs === undefined && performance.now() < thawedMs + LONGEST_RECOVERY_MS) {
      const from = performance.now();
      await delay(1_000);
      // What began in that second and is not answered half a second later is not fast.
      await delay(500);
      const fast = between(from, from + 1_000).filter((tookMs) => tookMs <= bound).length;
      if (fast >= PER_SECOND * HEALTHY_SHARE) recoveredMs = from - thawedMs;
    }
    arriving = false;
    await arrivals;
    await Promise.all(pending);

    const database = connectPostgres({
      url: postgres.url,
      maxConnections: 2,
      applicationName: 'storm',
      statementTimeoutMs: 60_000,
    });
    const verdict = await judge(database, clients.acknowledged);
    await database.close();
    const row = [
      ...[
        `${(storm.outageMs / 1000).toFixed(0)} s`,
        waiting,
        storm.requests,
        storm.times.toFixed(1),
        clients.counts.shed,
      ],
      ...[usual.toFixed(0), ((recoveredMs ?? Number.NaN) / 1000).toFixed(1), clients.acknowledged.length],
      ...[verdict.lost.length, verdict.unasked.length + verdict.twice, verdict.violations.length],
    ];
    console.log(
      [
        '| outage | payments waiting at its end | requests in it | × the usual | shed with 429 or 503 | usual P95 ms | recovered after s | acknowledged | lost | doubled | invariants broken |',
        '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
        `| ${row.join(' | ')} |`,
      ].join('\n'),
    );
    expect(clients.counts.refused, 'a payment that came too late is no refusal').toEqual(new Map());
    expect(verdict).toEqual(FLAWLESS);
    expect(clients.counts.shed).toBeGreaterThan(0);
    expect(clients.counts.shedInSilence, 'whoever is sent away is told when to come again').toBe(0);
    expect(storm.times).toBeGreaterThan(STORM);
    expect(recoveredMs, 'it recovers by itself').toBeDefined();
  },
);

function percentile95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
}
