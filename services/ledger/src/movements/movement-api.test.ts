import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedLedger } from '../../testing/embedded-ledger.js';
import { SimulatedRail, type RailMood } from '../../testing/movements/simulated-rail.js';
import { type ApiAnswer, callApi, type RunningLedger, succeed } from '../../testing/running-ledger.js';

let ledger: RunningLedger;
let tokens: Record<'ada' | 'bob' | 'service' | 'operator', string>;
let mood: RailMood = 'execute';
const rail = new SimulatedRail('bank', () => mood);

beforeAll(async () => {
  ledger = await startEmbeddedLedger({ rails: new Map([['bank', rail]]) });
  const customer = ['accounts:read', 'accounts:write', 'transfers:read', 'movements:write'].map(
    (scope) => `ledger:${scope}`,
  );
  tokens = {
    ada: await ledger.tokenFor('ada', ...customer),
    bob: await ledger.tokenFor('bob', ...customer),
    service: await ledger.tokenFor('payments', ...customer, 'ledger:any-holder'),
    operator: await ledger.tokenFor('olga', 'ledger:operate'),
  };
  for (const bookId of [1, 2]) {
    await succeed(ledger, {
      method: 'POST',
      path: '/v1/books',
      token: tokens.operator,
      body: { bookId, name: `b${bookId}` },
    });
  }
});
afterAll(() => ledger.stop());

const open = async (token: string, bookId = 1): Promise<string> => {
  const { accountId } = await succeed(ledger, {
    method: 'POST',
    path: '/v1/accounts',
    token,
    body: { bookId, currency: 'USD' },
  });
  return String(accountId);
};
const start = (token: string, body: object, key?: string): Promise<ApiAnswer> =>
  callApi(ledger, {
    method: 'POST',
    path: '/v1/movements',
    token,
    body,
    ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
  });
const bank = { rail: 'bank', instrument: 'token', currency: 'USD', amount: 700 };

async function finished(token: string, movementId: unknown, state: string): Promise<ApiAnswer['body']> {
  for (let tries = 0; tries < 200; tries += 1) {
    const body = await succeed(ledger, { method: 'GET', path: `/v1/movements/${String(movementId)}`, token });
    if (body.state === state) return body;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`it never was ${state}`);
}

describe('movements over HTTP', () => {
  it('a deposit and a transfer between books, each once for its key', async () => {
    const [from, to] = [await open(tokens.ada), await open(tokens.bob, 2)];
    const first = await start(tokens.ada, { ...bank, kind: 'deposit', to: from }, 'deposit-1');
    const second = await start(tokens.ada, { ...bank, kind: 'deposit', to: from }, 'deposit-1');
    expect([first.status, second.status, second.body.movementId]).toEqual([202, 202, first.body.movementId]);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    await finished(tokens.ada, first.body.movementId, 'completed');
    expect((await start(tokens.ada, { ...bank, kind: 'deposit', to: from, amount: 1 }, 'deposit-1')).status).toBe(422);

    const moved = await start(tokens.ada, { kind: 'transfer', from, to, amount: 200, currency: 'USD' });
    await finished(tokens.bob, moved.body.movementId, 'completed');
    const balance = async (token: string, account: string) =>
      (await succeed(ledger, { method: 'GET', path: `/v1/accounts/${account}/balance?consistency=strong`, token }))
        .posted;
    expect([await balance(tokens.ada, from), await balance(tokens.bob, to)]).toEqual([500, 200]);
  });

  it('only the holder moves money out, and only those with a part in it see it', async () => {
    const from = await open(tokens.ada);
    expect((await start(tokens.bob, { ...bank, kind: 'withdrawal', from })).body.code).toBe('not-account-holder');
    const { body } = await start(tokens.ada, { ...bank, kind: 'withdrawal', from });
    const failed = await finished(tokens.ada, body.movementId, 'failed');
    expect(failed.problem).toMatchObject({ code: 'insufficient-funds' });
    const peeked = await callApi(ledger, {
      method: 'GET',
      path: `/v1/movements/${String(body.movementId)}`,
      token: tokens.bob,
    });
    expect(peeked.body.code).toBe('not-account-holder');
  });

  it.each([
    [{ ...bank, kind: 'deposit' }, 400],
    [{ ...bank, kind: 'gift', to: 'x' }, 400],
    [{ ...bank, kind: 'deposit', to: '0199e000-0000-8000-8004-000000000001' }, 404],
    [{ ...bank, kind: 'deposit', to: '0199e000-0000-8000-8004-000000000001', amount: 0 }, 400],
  ])('refuses %j', async (body, status) => {
    expect((await start(tokens.ada, body)).status).toBe(status);
  });

  it('people on call list, see, decide; everything they do is written down', async () => {
    const from = await open(tokens.ada);
    const deposit = await start(tokens.ada, { ...bank, kind: 'deposit', to: from });
    await finished(tokens.ada, deposit.body.movementId, 'completed');
    mood = 'delay';
    const { body } = await start(tokens.ada, { ...bank, kind: 'withdrawal', from });
    const movementId = String(body.movementId);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await ledger.database.query(
      `UPDATE ledger.movements SET deadline_at = now(), due_at = now() WHERE movement_id = $1`,
      [movementId],
    );
    expect((await finished(tokens.ada, movementId, 'failed')).problem).toMatchObject({ code: 'no-answer' });
    rail.finishTaken();
    mood = 'execute';
    await ledger.database.query(`UPDATE ledger.movements SET due_at = now() WHERE movement_id = $1`, [movementId]);
    await finished(tokens.ada, movementId, 'parked');

    const path = `/v1/operator/movements/${movementId}`;
    expect((await callApi(ledger, { method: 'GET', path, token: tokens.ada })).status).toBe(403);
    const list = await succeed(ledger, {
      method: 'GET',
      path: '/v1/operator/movements?state=parked&limit=1',
      token: tokens.operator,
    });
    expect(list.movements).toMatchObject([{ movementId, parkedFrom: 'watching', problem: { code: 'late-success' } }]);
    const post = (action: string, sent: object) =>
      callApi(ledger, { method: 'POST', path: `${path}/${action}`, token: tokens.operator, body: sent });
    expect((await post('retry', {})).status).toBe(400);
    expect((await post('compensate', { note: 'give back' })).body.code).toBe('movement-state-conflict');
    expect((await post('retry', { note: 'the bank paid' })).status).toBe(200);
    await finished(tokens.ada, movementId, 'completed');
    const { actions } = await succeed(ledger, { method: 'GET', path, token: tokens.operator });
    expect(actions).toContainEqual(
      expect.objectContaining({
        actor: 'operator:olga',
        action: 'retry',
        note: 'the bank paid',
        fromState: 'parked',
        toState: 'charging',
      }),
    );
    expect((await post('resolve', { note: 'late' })).body.code).toBe('movement-state-conflict');
  });
});
