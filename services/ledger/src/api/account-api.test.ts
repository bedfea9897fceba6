import { beforeEach, describe, expect, it } from 'vitest';
import { apiOnMemory, type ApiOnMemory } from '../../testing/api-on-memory.js';

let api: ApiOnMemory;
let alice: string;
let bob: string;
let service: string;

const SCOPES = ['ledger:accounts:read', 'ledger:accounts:write', 'ledger:transfers:read', 'ledger:transfers:write'];

beforeEach(async () => {
  api = await apiOnMemory();
  alice = await api.tokenFor('alice', ...SCOPES);
  bob = await api.tokenFor('bob', ...SCOPES);
  service = await api.tokenFor('payments', ...SCOPES, 'ledger:any-holder');
});

const open = (token: string, key: string, body: object = {}) =>
  api.call('POST', '/v1/accounts', { token, key, body: { bookId: 7, currency: 'EUR', ...body } });

describe('opening an account', () => {
  it('says where it is and where the book stands', async () => {
    const answer = await open(alice, 'k1', { metadata: { purpose: 'ελπίδα 🎈 שלום' } });
    expect(answer.statusCode, answer.body).toBe(201);
    const { accountId } = answer.json<{ accountId: string }>();
    expect(answer.json()).toEqual({ accountId, bookId: 7, sequence: 1 });
    expect(answer.headers).toMatchObject({ location: `/v1/accounts/${accountId}`, 'ledger-position': '7:1' });

    const shown = await api.call('GET', `/v1/accounts/${accountId}`, { token: alice });
    expect(shown.json()).toMatchObject({
      accountId,
      home: 'here',
      currency: 'EUR',
      minorUnitDigits: 2,
      kind: 'customer',
      state: 'open',
      overdraftLimit: 0,
      transferLimit: null,
      metadata: { purpose: 'ελπίδα 🎈 שלום' },
    });
    expect(shown.json()).not.toHaveProperty('holderRef');
  });

  it('answers a repetition alike and says that it is one', async () => {
    const first = await open(alice, 'k1');
    const second = await open(alice, 'k1');
    expect(second.body).toBe(first.body);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(api.ledger.commands).toHaveLength(1);
  });

  it('keeps the keys of callers apart', async () => {
    const [first, second] = [await open(alice, 'k1'), await open(bob, 'k1')];
    expect(first.json()).not.toEqual(second.json());
  });

  it.each([{ kind: 'internal' }, { overdraftLimit: 5 }, { balanceLimit: null }, { holder: { subject: 'carol' } }])(
    'lets no customer decide %j',
    async (body) => {
      const answer = await open(alice, 'k1', body);
      expect(answer.statusCode).toBe(403);
      expect(answer.json()).toMatchObject({ code: 'not-permitted-field', fields: Object.keys(body) });
    },
  );

  it('lets services decide', async () => {
    const answer = await open(service, 'k1', { holder: { subject: 'alice' }, overdraftLimit: null, balanceLimit: 9 });
    expect(answer.statusCode, answer.body).toBe(201);
    expect(api.ledger.commands[0]).toMatchObject({
      overdraftLimit: null,
      balanceLimit: 9n,
      requestedBy: 'client:test-client',
    });
    const shown = await api.call('GET', `/v1/accounts/${answer.json<{ accountId: string }>().accountId}`, {
      token: alice,
    });
    expect(shown.statusCode).toBe(200);
  });

  it('wants a holder for a customer and none for the ledger itself', async () => {
    expect((await open(service, 'k1')).json()).toMatchObject({ code: 'validation-failed' });
    const internal = await open(service, 'k2', { kind: 'internal', holder: { subject: 'alice' } });
    expect(internal.json()).toMatchObject({ code: 'validation-failed' });
  });

  it('knows the currencies of ISO 4217 only', async () => {
    expect((await open(alice, 'k1', { currency: 'XXX' })).json()).toMatchObject({
      code: 'currency-unknown',
      status: 422,
    });
  });
});

describe('reading accounts', () => {
  it('shows nobody the account of another', async () => {
    const { accountId } = (await open(alice, 'k1')).json<{ accountId: string }>();
    for (const path of ['', '/balance', '/entries', '/statement?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z']) {
      const answer = await api.call('GET', `/v1/accounts/${accountId}${path}`, { token: bob });
      expect(answer.json(), path).toMatchObject({ code: 'not-account-holder', status: 403 });
      expect((await api.call('GET', `/v1/accounts/${accountId}${path}`, { token: service })).statusCode, path).toBe(
        200,
      );
    }
  });

  it('lists the accounts of the caller page by page', async () => {
    for (let index = 0; index < 5; index += 1) await open(alice, `k${index}`);
    await open(bob, 'k');
    const seen: string[] = [];
    let after = '';
    do {
      const url = `/v1/accounts?limit=2${after === '' ? '' : `&after=${after}`}`;
      const page = (await api.call('GET', url, { token: alice })).json<{
        accounts: { accountId: string }[];
        next?: string;
      }>();
      seen.push(...page.accounts.map(({ accountId }) => accountId));
      after = page.next ?? '';
    } while (after !== '');
    expect(new Set(seen).size).toBe(5);
  });

  it('lets no cursor be carried to another caller', async () => {
    for (let index = 0; index < 3; index += 1) await open(alice, `k${index}`);
    const { next } = (await api.call('GET', '/v1/accounts?limit=1', { token: alice })).json<{ next: string }>();
    const answer = await api.call('GET', `/v1/accounts?after=${next}`, { token: bob });
    expect(answer.json()).toMatchObject({ code: 'cursor-invalid', status: 400 });
  });
});
