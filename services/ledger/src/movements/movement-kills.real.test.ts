import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LedgerOnPostgres, startLedgerOnPostgres } from '../../testing/ledger-on-postgres.js';
import { type LedgerProgram, runLedgerProgram } from '../../testing/ledger-program.js';
import { type RailServer, startRailServer } from '../../testing/movements/rail-server.js';
import type { RailMood } from '../../testing/movements/simulated-rail.js';
import { callApi, succeed } from '../../testing/running-ledger.js';

const MOODS: readonly RailMood[] = ['execute', 'execute', 'execute-silently', 'decline', 'lose', 'execute'];
const KILLS = 24;
/** Of these the database dies. */
const EVERY_NTH_KILLS_DATABASE = 6;
const BURST = 8;
const FUNDS = 1_000_000;
const SCOPES = ['accounts:write', 'transfers:write', 'movements:write', 'any-holder', 'operate'];

let rail: RailServer;
let ledger: LedgerOnPostgres;
let program: LedgerProgram;
let token: string;

beforeAll(async () => {
  let asked = 0;
  rail = await startRailServer({
    moodOf: () => MOODS[(asked += 1) % MOODS.length] ?? 'execute',
    latencyMs: () => Math.random() * 20,
  });
  ledger = await startLedgerOnPostgres({ env: { PAYMENT_RAILS: `bank=${rail.address.href}` } });
  program = ledger.program;
  token = await ledger.tokenFor('olga', ...SCOPES.map((scope) => `ledger:${scope}`));
});

afterAll(async () => {
  program.kill('SIGTERM');
  await program.exit;
  await ledger.stop();
  await rail.stop();
});

/** Ends the program as a power cut would, and starts it again. */
async function killProgram(): Promise<void> {
  program.kill('SIGKILL');
  await program.exit;
  program = runLedgerProgram({ env: ledger.env });
  await program.line('"started"');
}

interface Wanted {
  readonly key: string;
  readonly body: object;
  /** What the client was told, if it was told anything. */
  movementId?: string;
}

async function openAccounts(): Promise<string[]> {
  const accounts: string[] = [];
  const post = (path: string, body: object) => succeed(ledger, { method: 'POST', path, token, body });
  for (const bookId of [1, 2]) {
    await post('/v1/books', { bookId, name: `book-${bookId}` });
    const { accountId: bank } = await post('/v1/accounts', { bookId, currency: 'USD', kind: 'external' });
    for (let count = 0; count < 2; count += 1) {
      const { accountId } = await post('/v1/accounts', { bookId, currency: 'USD', holder: { subject: 'ada' } });
      const postings = [{ from: bank, to: accountId, amount: FUNDS }];
      await post('/v1/transfers', { currency: 'USD', postings });
      accounts.push(String(accountId));
    }
  }
  return accounts;
}

/** Money of every kind on its way, in both directions. */
function wish(accounts: readonly string[], number: number): Wanted {
  const [one, , other] = accounts;
  const shared = { currency: 'USD', amount: 100 + number };
  const external = { ...shared, rail: 'bank', instrument: 'token' };
  const bodies = [
    { ...external, kind: 'deposit', to: one },
    { ...external, kind: 'withdrawal', from: other },
    { ...shared, kind: 'transfer', from: one, to: other },
    { ...shared, kind: 'transfer', from: other, to: one },
  ];
  return { key: `wish-${number}`, body: bodies[number % bodies.length] ?? {} };
}

/** Asks until there is an answer, as a client with an idempotency key may. */
async function ask(wanted: Wanted, patient: boolean): Promise<void> {
  const headers = { 'idempotency-key': wanted.key };
  const request = { method: 'POST', path: '/v1/movements', token, body: wanted.body, headers };
  for (let tries = 0; tries < (patient ? 200 : 1); tries += 1) {
    const answer = await callApi(ledger, request).catch(() => undefined);
    if (answer?.status === 202) {
      const movementId = String(answer.body.movementId);
      if (wanted.movementId !== undefined) expect(movementId).toBe(wanted.movementId);
      wanted.movementId = movementId;
      return;
    }
    await pause(50);
  }
}

/** Leases of the dead run out, and retries are due; the deadlines stay far away. */
const passTime = () =>
  ledger.database
    .query(`UPDATE ledger.movements SET due_at = due_at - interval '61 s', leased_until = leased_until - interval '61 s'
    WHERE due_at IS NOT NULL`);

const unfinished = async (): Promise<number> => {
  const [row] = await ledger.database.query<{ count: bigint }>(
    `SELECT count(*) FROM ledger.movements WHERE state NOT IN ('completed', 'failed')`,
  );
  return Number(row?.count);
};

it('kill -9 of the program and of PostgreSQL while movements run: nothing is lost, doubled or stuck', async () => {
  const accounts = await openAccounts();
  const wishes: Wanted[] = [];
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const burst = Array.from({ length: BURST }, (_, index) => wish(accounts, wishes.length + index));
    wishes.push(...burst);
    const asked = Promise.all(burst.map((wanted) => ask(wanted, false)));
    await pause(Math.random() * 120);
    if (kill % EVERY_NTH_KILLS_DATABASE === 0) {
      await ledger.postgres.kill9();
      await ledger.postgres.start();
    } else {
      await killProgram();
    }
    await asked;
    await passTime();
  }
  for (const wanted of wishes) await ask(wanted, true);
  const until = performance.now() + 120_000;
  while ((await unfinished()) > 0 && performance.now() < until) {
    await passTime();
    await pause(300);
  }

  const states = await ledger.database.query<{ kind: string; state: string; count: bigint }>(
    `SELECT kind, state, count(*) FROM ledger.movements GROUP BY kind, state ORDER BY kind, state`,
  );
  console.info(states.map(({ kind, state, count }) => `${kind} ${state} ${count}`).join(', '));
  expect(await unfinished()).toBe(0);
  const [count] = await ledger.database.query<{ count: bigint }>('SELECT count(*) FROM ledger.movements');
  expect(Number(count?.count), 'one movement for each key').toBe(wishes.length);
  expect(new Set(wishes.map(({ movementId }) => movementId)).size).toBe(wishes.length);

  const [sums] = await ledger.database.query<{
    clearing: bigint;
    mirror: bigint;
    pending: bigint;
    customers: bigint;
  }>(`SELECT
    (SELECT sum(posted)::bigint FROM ledger.balances JOIN ledger.accounts USING (book_id, account_id) WHERE kind = 'clearing') AS clearing,
    (SELECT sum(posted)::bigint FROM ledger.balances JOIN ledger.accounts USING (book_id, account_id) WHERE metadata ->> 'purpose' = 'rail:bank') AS mirror,
    (SELECT sum(posted)::bigint FROM ledger.balances JOIN ledger.accounts USING (book_id, account_id) WHERE kind = 'customer') AS customers,
    (SELECT count(*) FROM ledger.holds WHERE state = 'pending') AS pending`);
  const moved = rail.rail.balance();
  expect(sums).toEqual({ clearing: 0n, mirror: -moved, pending: 0n, customers: BigInt(FUNDS * 4) + moved });
});
