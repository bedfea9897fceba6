import type { HostileRequest } from './hostile-requests.js';
import type { TestIds } from './test-ids.js';

const transfer = (ids: TestIds): object => ({
  currency: 'EUR',
  postings: [{ from: ids.alice, to: ids.bob, amount: 1 }],
});

/** Callers who may not. */
export const hostileCallers = (ids: TestIds): HostileRequest[] => {
  const post = { method: 'POST', path: '/v1/transfers', body: transfer(ids) };
  const refused = { status: 401, code: 'unauthenticated' };
  return [
    { ...post, ...refused, what: 'no token', as: 'none' },
    { ...post, ...refused, what: 'a token that is none', as: 'none', headers: { authorization: 'Bearer x.y.z' } },
    { ...post, ...refused, what: 'another scheme', as: 'none', headers: { authorization: 'Basic YTpi' } },
    { ...post, ...refused, what: 'an unsigned token', as: 'none', headers: { authorization: `Bearer ${UNSIGNED}` } },
    {
      ...post,
      ...refused,
      what: 'a token of 9 KB',
      as: 'none',
      headers: { authorization: `Bearer ${'a'.repeat(9_000)}` },
    },
    { ...post, what: 'a token that may only read', as: 'reader', status: 403, code: 'insufficient-scope' },
    {
      what: 'a customer who changes limits',
      method: 'PATCH',
      path: `/v1/accounts/${ids.alice}`,
      body: { overdraftLimit: 100 },
      as: 'alice',
      status: 403,
      code: 'insufficient-scope',
    },
    {
      what: 'a customer who opens a book',
      method: 'POST',
      path: '/v1/books',
      body: { bookId: 99, name: 'mine' },
      as: 'alice',
      status: 403,
      code: 'insufficient-scope',
    },
    {
      what: 'a customer who opens an account without limits',
      method: 'POST',
      path: '/v1/accounts',
      body: { bookId: ids.book, currency: 'EUR', overdraftLimit: null },
      as: 'alice',
      status: 403,
      code: 'not-permitted-field',
    },
    {
      what: 'a customer who opens a clearing account',
      method: 'POST',
      path: '/v1/accounts',
      body: { bookId: ids.book, currency: 'EUR', kind: 'clearing' },
      as: 'alice',
      status: 403,
      code: 'not-permitted-field',
    },
    ...['', '/balance', '/entries', '/statement?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z'].map((rest) => ({
      what: `the account of another${rest}`,
      method: 'GET',
      path: `/v1/accounts/${ids.bob}${rest}`,
      status: 403,
      code: 'not-account-holder',
    })),
    {
      what: 'the hold of another',
      method: 'POST',
      path: `/v1/transfers/${ids.hold}/commit`,
      body: {},
      as: 'bob',
      status: 403,
      code: 'not-account-holder',
    },
    {
      what: 'releasing the hold of another',
      method: 'POST',
      path: `/v1/transfers/${ids.hold}/void`,
      body: {},
      as: 'bob',
      status: 403,
      code: 'not-account-holder',
    },
    {
      what: 'taking back what was paid',
      method: 'POST',
      path: `/v1/transfers/${ids.transfer}/reversal`,
      body: { reason: 'mine again' },
      as: 'alice',
      status: 403,
      code: 'not-account-holder',
    },
  ];
};

/** `{"alg":"none","typ":"at+jwt"}` and claims, without a signature. */
const UNSIGNED = `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${Buffer.from(
  '{"iss":"https://issuer.test","aud":"finflow-api","sub":"alice","client_id":"x","exp":9999999999,"iat":1}',
).toString('base64url')}.`;

/** Paths, queries and headers that are none. */
export const hostileAddresses = (ids: TestIds): HostileRequest[] => {
  const get = (what: string, path: string, status: number, code: string): HostileRequest => ({
    what,
    method: 'GET',
    path,
    status,
    code,
  });
  const account = `/v1/accounts/${ids.alice}`;
  const keyed = (what: string, key: string, code: string): HostileRequest => ({
    what,
    method: 'POST',
    path: '/v1/transfers',
    body: transfer(ids),
    headers: { 'idempotency-key': key },
    status: 400,
    code,
  });
  return [
    get('a malformed id', '/v1/accounts/42', 400, 'validation-failed'),
    get('SQL as an id', `/v1/accounts/${encodeURIComponent("' OR 1=1 --")}`, 400, 'validation-failed'),
    get('an id of version 4', '/v1/accounts/3b241101-e2bb-4255-8caf-4136c566a962', 400, 'validation-failed'),
    get('an id in capitals', `/v1/accounts/${ids.alice.toUpperCase()}`, 400, 'validation-failed'),
    get('an id of no book', '/v1/accounts/01930000-0000-8000-8000-000000000000', 404, 'account-not-found'),
    get('an unknown account', `/v1/accounts/${ids.nobody}`, 404, 'account-not-found'),
    get('an unknown transfer', `/v1/transfers/${ids.nobody}`, 404, 'transfer-not-found'),
    get('a path that climbs', '/v1/accounts/../../etc/passwd', 404, 'not-found'),
    get('a broken escape', '/v1/accounts/%zz', 400, 'request-malformed'),
    get('NUL in the path', '/v1/accounts/%00', 400, 'validation-failed'),
    get('a made-up cursor', `${account}/entries?after=AAAAAAAAAAAAAAAAAAAAAAAAAAAA`, 400, 'cursor-invalid'),
    get('a page of a million', `${account}/entries?limit=1000000`, 400, 'validation-failed'),
    get('a page of none', `${account}/entries?limit=0`, 400, 'validation-failed'),
    get('a page of minus one', `${account}/entries?limit=-1`, 400, 'validation-failed'),
    get('two cursors', `${account}/entries?after=a&after=b`, 400, 'validation-failed'),
    get('a query that nobody asked for', `${account}/balance?admin=true`, 400, 'validation-failed'),
    get('a moment without offset', `${account}/balance?at=2026-01-01T00:00:00`, 400, 'validation-failed'),
    get('a moment to come', `${account}/balance?at=2999-01-01T00:00:00Z`, 422, 'moment-not-past'),
    get(
      'a period backwards',
      `${account}/statement?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z`,
      422,
      'period-invalid',
    ),
    {
      ...get('a made-up position', `${account}/balance`, 400, 'position-invalid'),
      headers: { 'ledger-min-position': '7:1; drop' },
    },
    { what: 'a method that is not there', method: 'DELETE', path: account, status: 405, code: 'method-not-allowed' },
    { what: 'PUT', method: 'PUT', path: '/v1/transfers', body: {}, status: 405, code: 'method-not-allowed' },
    get('nothing', '/v1/nothing', 404, 'not-found'),
    get('a transfer list, which there is none of', '/v1/transfers', 405, 'method-not-allowed'),
    keyed('no key', '', 'idempotency-key-required'),
    keyed('a key with a space', 'a b', 'idempotency-key-malformed'),
    keyed('a key of 256 characters', 'k'.repeat(256), 'idempotency-key-malformed'),
    keyed('a key that is not ASCII', 'schl\u00fcssel', 'idempotency-key-malformed'),
  ];
};
