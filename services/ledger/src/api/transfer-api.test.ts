import { beforeEach, describe, expect, it } from 'vitest';
import { apiOnMemory, type ApiOnMemory } from '../../testing/api-on-memory.js';

const SCOPES = ['ledger:accounts:read', 'ledger:accounts:write', 'ledger:transfers:read', 'ledger:transfers:write'];

let api: ApiOnMemory;
let alice: string;
let bob: string;
let service: string;
let accounts: { readonly alice: string; readonly bob: string; readonly bank: string };

const open = async (token: string, body: object = {}): Promise<string> => {
  const key = `open ${token.slice(-9)} ${JSON.stringify(body)}`.replaceAll(' ', '-');
  const answer = await api.call('POST', '/v1/accounts', { token, key, body: { bookId: 7, currency: 'EUR', ...body } });
  return answer.json<{ accountId: string }>().accountId;
};

const transfer = (token: string, key: string, from: string, to: string, amount: number, more: object = {}) =>
  api.call('POST', '/v1/transfers', {
    token,
    key,
    body: { currency: 'EUR', postings: [{ from, to, amount }], ...more },
  });

beforeEach(async () => {
  api = await apiOnMemory();
  alice = await api.tokenFor('alice', ...SCOPES);
  bob = await api.tokenFor('bob', ...SCOPES);
  service = await api.tokenFor('payments', ...SCOPES, 'ledger:any-holder');
  accounts = { alice: await open(alice), bob: await open(bob), bank: await open(service, { kind: 'external' }) };
  await transfer(service, 'fund', accounts.bank, accounts.alice, 1000);
});

describe('a transfer', () => {
  it('moves money and can be looked up by both sides', async () => {
    const made = await transfer(alice, 'k1', accounts.alice, accounts.bob, 250, { counterparty: 'Robert' });
    expect(made.statusCode, made.body).toBe(201);
    expect(made.json()).toMatchObject({ bookId: 7, sequence: 5, kind: 'posting' });
    expect(made.headers).toMatchObject({ 'ledger-position': '7:5' });

    const location = made.headers.location as string;
    const payer = await api.call('GET', location, { token: alice });
    expect(payer.json()).toMatchObject({ kind: 'posting', currency: 'EUR', sequence: 5 });
    expect((await api.call('GET', location, { token: bob })).statusCode).toBe(200);
    const stranger = await api.tokenFor('carol', ...SCOPES);
    expect((await api.call('GET', location, { token: stranger })).json()).toMatchObject({ code: 'not-account-holder' });

    const url = `/v1/accounts/${accounts.alice}/balance`;
    expect((await api.call('GET', url, { token: alice })).json()).toEqual({
      accountId: accounts.alice,
      currency: 'EUR',
      posted: 750,
      held: 0,
      available: 750,
      version: 2,
    });
  });

  it('passes on what the journal refuses, with its code', async () => {
    const answer = await transfer(alice, 'k1', accounts.alice, accounts.bob, 1001);
    expect(answer.json()).toMatchObject({
      code: 'insufficient-funds',
      status: 422,
      type: '/problems/insufficient-funds',
    });
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  });

  it('is refused with another body under the same key', async () => {
    await transfer(alice, 'k1', accounts.alice, accounts.bob, 1);
    expect((await transfer(alice, 'k1', accounts.alice, accounts.bob, 2)).json()).toMatchObject({
      code: 'idempotency-key-reused',
      status: 422,
    });
    const held = await transfer(alice, 'k1', accounts.alice, accounts.bob, 1, {
      hold: { expiresAt: '2999-01-01T00:00:00Z' },
    });
    expect(held.json()).toMatchObject({ code: 'idempotency-key-reused' });
  });

  it('stays in one book', async () => {
    const elsewhere = accounts.bob.replace(/-8000-/, '-8001-');
    const answer = await transfer(alice, 'k1', accounts.alice, elsewhere, 1);
    expect(answer.json()).toMatchObject({ code: 'postings-span-books', status: 422 });
  });

  it('carries the caller to the journal, which knows whose accounts these are', async () => {
    await transfer(bob, 'k1', accounts.alice, accounts.bob, 1);
    const command = api.ledger.commands.at(-1);
    expect(command).toMatchObject({ type: 'post-transfer', currency: 'EUR' });
    expect(command).toHaveProperty('actingHolder', command?.requestedBy);
    await transfer(service, 'k2', accounts.alice, accounts.bob, 1);
    expect(api.ledger.commands.at(-1)).toMatchObject({ actingHolder: null, requestedBy: 'client:test-client' });
  });

  it('hides the counterparty from the payee', async () => {
    const made = await transfer(alice, 'k1', accounts.alice, accounts.bob, 1, { counterparty: 'Robert' });
    expect(api.ledger.commands.at(-1)).toHaveProperty('counterpartyRef', Buffer.from('Robert'));
    const location = made.headers.location as string;
    expect((await api.call('GET', location, { token: bob })).json()).not.toHaveProperty('counterparty');
  });
});

describe('a hold', () => {
  const hold = (more: object = {}) =>
    transfer(alice, 'h1', accounts.alice, accounts.bob, 300, {
      hold: { expiresAt: '2999-01-01T00:00:00+02:00' },
      ...more,
    });

  it('sets money aside, then posts it', async () => {
    const held = await hold();
    expect(held.json()).toMatchObject({ kind: 'hold' });
    expect(api.ledger.commands.at(-1)).toMatchObject({
      type: 'hold-funds',
      expiresAt: new Date('2998-12-31T22:00:00Z'),
    });
    const location = held.headers.location as string;
    const committed = await api.call('POST', `${location}/commit`, { token: alice, key: 'c1', body: { amount: 200 } });
    expect(committed.statusCode, committed.body).toBe(201);
    expect(committed.json()).toMatchObject({
      kind: 'commit',
      relatedId: held.json<{ transferId: string }>().transferId,
    });
    expect(api.ledger.commands.at(-1)).toMatchObject({ type: 'commit-hold', amount: 200n });
  });

  it('is released', async () => {
    const location = (await hold()).headers.location as string;
    const answer = await api.call('POST', `${location}/void`, { token: alice, key: 'v1', body: {} });
    expect(answer.json()).toMatchObject({ kind: 'void' });
  });

  it('has one posting', async () => {
    const postings = [1, 2].map((amount) => ({ from: accounts.alice, to: accounts.bob, amount }));
    expect((await hold({ postings })).json()).toMatchObject({ code: 'hold-not-single', status: 422 });
  });
});

describe('a reversal', () => {
  it('undoes, with a reason', async () => {
    const made = await transfer(alice, 'k1', accounts.alice, accounts.bob, 10);
    const location = made.headers.location as string;
    const answer = await api.call('POST', `${location}/reversal`, {
      token: service,
      key: 'r1',
      body: { reason: 'twice' },
    });
    expect(answer.json()).toMatchObject({ kind: 'reversal' });
    expect(api.ledger.commands.at(-1)).toMatchObject({ type: 'reverse-transfer', reason: 'twice' });
  });

  it('of one transfer is not that of another under the same key', async () => {
    const [one, two] = [
      await transfer(alice, 'k1', accounts.alice, accounts.bob, 10),
      await transfer(alice, 'k2', accounts.alice, accounts.bob, 10),
    ];
    const reverse = (made: typeof one) =>
      api.call('POST', `${made.headers.location as string}/reversal`, {
        token: service,
        key: 'r1',
        body: { reason: 'x' },
      });
    expect((await reverse(one)).statusCode).toBe(201);
    expect((await reverse(two)).json()).toMatchObject({ code: 'idempotency-key-reused' });
  });
});

describe('reads', () => {
  const balance = (headers: Record<string, string>, query = '') =>
    api.call('GET', `/v1/accounts/${accounts.alice}/balance${query}`, { token: alice, headers });

  it.each([
    [{ 'ledger-min-position': '7:4' }, '', 'read-model'],
    [{ 'ledger-min-position': '7:999' }, '', 'journal'],
    [{ 'ledger-min-position': '8:999' }, '', 'read-model'],
    [{}, '?consistency=strong', 'journal'],
    [{}, '', 'read-model'],
  ])('with %j%s come from the %s…', async (headers, query, source) => {
    expect((await balance(headers, query)).headers['ledger-source']).toBe(source);
  });

  it('refuse a made-up position', async () => {
    expect((await balance({ 'ledger-min-position': '7' })).json()).toMatchObject({
      code: 'position-invalid',
      status: 400,
    });
  });

  it('know the past and not the future', async () => {
    expect((await balance({}, '?at=2020-01-01T00:00:00Z')).json()).toMatchObject({ posted: 0, version: 0 });
    expect((await balance({}, '?at=2999-01-01T00:00:00Z')).json()).toMatchObject({
      code: 'moment-not-past',
      status: 422,
    });
    expect((await balance({}, '?at=yesterday')).json()).toMatchObject({ code: 'validation-failed', status: 400 });
  });

  it('page through the entries and sum them up', async () => {
    for (let index = 0; index < 4; index += 1) await transfer(alice, `k${index}`, accounts.alice, accounts.bob, 10);
    const seen: number[] = [];
    let after = '';
    do {
      const query = after === '' ? 'limit=2' : `limit=2&after=${after}`;
      const answer = await api.call('GET', `/v1/accounts/${accounts.alice}/entries?${query}`, { token: alice });
      const page = answer.json<{ entries: { amount: number }[]; next?: string }>();
      seen.push(...page.entries.map(({ amount }) => amount));
      after = page.next ?? '';
    } while (after !== '');
    expect(seen).toEqual([1000, -10, -10, -10, -10]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const period = `from=2020-01-01T00:00:00Z&to=${new Date().toISOString()}`;
    const url = `/v1/accounts/${accounts.alice}/statement?${period}`;
    expect((await api.call('GET', url, { token: alice })).json()).toMatchObject({
      openingBalance: 0,
      closingBalance: 960,
      credits: 1000,
      debits: 40,
      entryCount: 5,
    });
  });

  it('lets no cursor be carried to another account', async () => {
    await transfer(alice, 'k1', accounts.alice, accounts.bob, 10);
    const url = (accountId: string) => `/v1/accounts/${accountId}/entries?limit=1`;
    const { next } = (await api.call('GET', url(accounts.alice), { token: alice })).json<{ next: string }>();
    const answer = await api.call('GET', `${url(accounts.bank)}&after=${next}`, { token: service });
    expect(answer.json()).toMatchObject({ code: 'cursor-invalid' });
  });

  it('want a period that goes forward', async () => {
    const period = 'from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z';
    const answer = await api.call('GET', `/v1/accounts/${accounts.alice}/statement?${period}`, { token: alice });
    expect(answer.json()).toMatchObject({ code: 'period-invalid', status: 422 });
  });
});
