import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type LedgerOnPostgres, startLedgerOnPostgres } from './testing/ledger-on-postgres.js';
import { prepareBook, testTokens } from './testing/prepare-book.js';
import { type ApiAnswer, callApi } from './testing/running-ledger.js';
import type { TestIds } from './testing/test-ids.js';

/** Well below the grace of 45 seconds that service.yaml gives. */
const SOON_MS = 10_000;
const CALLERS = 20;

let ledger: LedgerOnPostgres;
let ids: TestIds;
let alice: string;

beforeEach(async () => {
  ledger = await startLedgerOnPostgres();
  const tokens = await testTokens(ledger);
  ids = await prepareBook(ledger, tokens);
  alice = tokens.alice;
});
afterEach(() => ledger.stop());

const pay = (): Promise<ApiAnswer> =>
  callApi(ledger, {
    method: 'POST',
    path: '/v1/transfers',
    token: alice,
    body: { currency: 'EUR', postings: [{ from: ids.alice, to: ids.bob, amount: 1 }] },
  });
const transferIds = async (): Promise<readonly string[]> =>
  (await ledger.database.query<{ id: string }>('SELECT transfer_id::text AS id FROM ledger.transfers')).map(
    ({ id }) => id,
  );
/** How the program ended and how long after now that was. */
async function end(): Promise<{ readonly code: number | string; readonly afterMs: number }> {
  const askedMs = performance.now();
  ledger.program.kill('SIGTERM');
  const code = await ledger.program.exit;
  return { code, afterMs: performance.now() - askedMs };
}
const takesConnections = (): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(ledger.port, '127.0.0.1');
    const answer = (taken: boolean) => (): void => {
      socket.destroy();
      resolve(taken);
    };
    socket.once('connect', answer(true)).once('error', answer(false));
  });

it('requests in hand are answered after SIGTERM, new ones find nobody, and the exit code is 0', async () => {
  const before = await transferIds();
  let unlock: () => void = () => undefined;
  const unlocked = new Promise<void>((resolve) => (unlock = resolve));
  let lock: () => void = () => undefined;
  const locked = new Promise<void>((resolve) => (lock = resolve));
  // The book is in somebody else's hands, so whatever is asked for waits.
  const holder = ledger.database.transaction(async (sql) => {
    await sql.query('SELECT book_id FROM ledger.books WHERE book_id = $1 FOR UPDATE', [ids.book]);
    lock();
    await unlocked;
  });
  await locked;
  const asked = Array.from({ length: CALLERS }, () => pay());
  const waiting = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'`;
  await expect.poll(() => ledger.database.query(waiting), { interval: 10 }).not.toHaveLength(0);
  await delay(100);
  const ended = end();
  await ledger.program.line('"stopping"');
  await expect.poll(takesConnections, { interval: 10 }).toBe(false);
  unlock();
  await holder;

  const answers = await Promise.all(asked);
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
  const { code, afterMs } = await ended;
  expect(code, ledger.program.lines.slice(-5).join('\n')).toBe(0);
  expect(afterMs).toBeLessThan(SOON_MS);
  const acknowledged = answers.map(({ body }) => String(body['transferId']));
  expect([...(await transferIds())].sort()).toEqual([...before, ...acknowledged].sort());
});

it('under load everything that was done was answered, and everything that was answered was done', async () => {
  const before = await transferIds();
  const acknowledged: string[] = [];
  const refusals = new Set<unknown>();
  const caller = async (): Promise<void> => {
    for (;;) {
      // A connection that is refused, or closed before the request was read.
      const answer = await pay().catch(() => undefined);
      if (answer?.status !== 201) return void refusals.add(answer?.body['code'] ?? 'connection');
      acknowledged.push(String(answer.body['transferId']));
    }
  };
  const callers = Array.from({ length: CALLERS }, caller);
  await expect.poll(() => acknowledged.length, { interval: 10, timeout: SOON_MS }).toBeGreaterThan(CALLERS * 10);
  const { code, afterMs } = await end();
  await Promise.all(callers);

  expect(code, ledger.program.lines.slice(-5).join('\n')).toBe(0);
  expect(afterMs).toBeLessThan(SOON_MS);
  expect(['unavailable', 'connection']).toEqual(expect.arrayContaining([...refusals]));
  expect([...(await transferIds())].sort()).toEqual([...before, ...acknowledged].sort());
});
