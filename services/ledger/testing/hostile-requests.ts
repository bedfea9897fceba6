import type { TestIds } from './test-ids.js';

/** Something that no honest client sends, and how the ledger says no to it. */
export interface HostileRequest {
  readonly what: string;
  readonly method: string;
  readonly path: string;
  /** Sent byte for byte; an object as JSON. */
  readonly body?: string | Buffer | object;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whose token; `none` for no Authorization at all. */
  readonly as?: 'alice' | 'bob' | 'service' | 'reader' | 'none';
  readonly status: number;
  readonly code: string;
}

const transferOf = (ids: TestIds, change: object = {}): object => ({
  currency: 'EUR',
  postings: [{ from: ids.alice, to: ids.bob, amount: 1 }],
  ...change,
});

/** A transfer whose amount is written exactly so. */
const amountText = (ids: TestIds, amount: string): string =>
  `{"currency":"EUR","postings":[{"from":"${ids.alice}","to":"${ids.bob}","amount":${amount}}]}`;

const post = (what: string, body: HostileRequest['body'], status: number, code: string): HostileRequest => ({
  what,
  method: 'POST',
  path: '/v1/transfers',
  ...(body === undefined ? {} : { body }),
  status,
  code,
});

const withMetadata = (ids: TestIds, json: string): string => `${amountText(ids, '1').slice(0, -1)},"metadata":${json}}`;

/** Amounts that are none. */
export const hostileAmounts = (ids: TestIds): HostileRequest[] => [
  post('2^53', amountText(ids, '9007199254740992'), 400, 'body-malformed'),
  post('2^53 + 1', amountText(ids, '9007199254740993'), 400, 'body-malformed'),
  post('2^63', amountText(ids, '9223372036854775808'), 400, 'body-malformed'),
  post('1e400', amountText(ids, '1e400'), 400, 'body-malformed'),
  post('an integer with a fraction lost in rounding', amountText(ids, '9007199254740991.4'), 400, 'body-malformed'),
  post('a fraction', amountText(ids, '1.5'), 400, 'validation-failed'),
  post('a tiny fraction', amountText(ids, '1e-7'), 400, 'validation-failed'),
  post('zero', amountText(ids, '0'), 400, 'validation-failed'),
  post('minus zero', amountText(ids, '-0'), 400, 'validation-failed'),
  post('a negative amount', amountText(ids, '-5'), 400, 'validation-failed'),
  post('text', amountText(ids, '"5"'), 400, 'validation-failed'),
  post('true', amountText(ids, 'true'), 400, 'validation-failed'),
  post('null', amountText(ids, 'null'), 400, 'validation-failed'),
  post('a list', amountText(ids, '[5]'), 400, 'validation-failed'),
  post('NaN', amountText(ids, 'NaN'), 400, 'body-malformed'),
  post('hexadecimal', amountText(ids, '0x10'), 400, 'body-malformed'),
  post('the most there is, which nobody has', amountText(ids, '9007199254740991'), 422, 'insufficient-funds'),
];

/** Transfers that make no sense. */
export const hostileTransfers = (ids: TestIds): HostileRequest[] => [
  post('another currency than the accounts have', transferOf(ids, { currency: 'USD' }), 422, 'currency-mismatch'),
  post('a lower-case currency', transferOf(ids, { currency: 'eur' }), 400, 'validation-failed'),
  post('a currency with a line break', transferOf(ids, { currency: 'EUR\n' }), 400, 'validation-failed'),
  post('no postings', transferOf(ids, { postings: [] }), 400, 'validation-failed'),
  post(
    '101 postings',
    transferOf(ids, { postings: Array.from({ length: 101 }, () => ({ from: ids.alice, to: ids.bob, amount: 1 })) }),
    400,
    'validation-failed',
  ),
  post(
    'from an account to itself',
    transferOf(ids, { postings: [{ from: ids.alice, to: ids.alice, amount: 1 }] }),
    422,
    'same-account',
  ),
  post(
    'from an account that does not exist',
    transferOf(ids, { postings: [{ from: ids.nobody, to: ids.bob, amount: 1 }] }),
    404,
    'account-not-found',
  ),
  post(
    'to an account that does not exist',
    transferOf(ids, { postings: [{ from: ids.alice, to: ids.nobody, amount: 1 }] }),
    404,
    'account-not-found',
  ),
  post(
    'between books',
    transferOf(ids, { postings: [{ from: ids.alice, to: ids.elsewhere, amount: 1 }] }),
    422,
    'postings-span-books',
  ),
  post(
    'from the account of another',
    transferOf(ids, { postings: [{ from: ids.bob, to: ids.alice, amount: 1 }] }),
    403,
    'not-account-holder',
  ),
  post('a member that nobody asked for', transferOf(ids, { admin: true }), 400, 'validation-failed'),
  post(
    'a hold that ends in the past',
    transferOf(ids, { hold: { expiresAt: '2020-01-01T00:00:00Z' } }),
    409,
    'hold-expired',
  ),
  post('a hold without end', transferOf(ids, { hold: { expiresAt: 'never' } }), 400, 'validation-failed'),
  post(
    'a hold that ends on 30 February',
    transferOf(ids, { hold: { expiresAt: '2027-02-30T00:00:00Z' } }),
    400,
    'validation-failed',
  ),
  {
    ...post('a book of another home', undefined, 421, 'wrong-home'),
    path: '/v1/accounts',
    body: { bookId: ids.foreignBook, currency: 'EUR' },
  },
  {
    ...post('a book that does not exist', undefined, 404, 'book-not-found'),
    path: '/v1/accounts',
    body: { bookId: 16_000_000, currency: 'EUR' },
  },
  {
    ...post('an account in no currency', undefined, 422, 'currency-unknown'),
    path: '/v1/accounts',
    body: { bookId: ids.book, currency: 'XXX' },
  },
];

/** Texts that break parsers, logs, terminals and databases. */
export const hostileTexts = (ids: TestIds): HostileRequest[] => [
  post('NUL in metadata', withMetadata(ids, '{"a":"x\\u0000y"}'), 400, 'validation-failed'),
  post('half of a surrogate pair', withMetadata(ids, '{"a":"\\ud83c"}'), 400, 'body-malformed'),
  post('half of a surrogate pair as a name', withMetadata(ids, '{"\\udf89":"x"}'), 400, 'body-malformed'),
  post('a line break in metadata', withMetadata(ids, '{"a":"x\\r\\nSet-Cookie: y"}'), 400, 'validation-failed'),
  post('an escape sequence of terminals', withMetadata(ids, '{"a":"\\u001b[2J"}'), 400, 'validation-failed'),
  post('a C1 control character', withMetadata(ids, '{"a":"\\u0085"}'), 400, 'validation-failed'),
  post('__proto__', withMetadata(ids, '{"__proto__":"x"}'), 400, 'body-malformed'),
  post('__proto__ spelled with an escape', withMetadata(ids, '{"__pr\\u006fto__":"x"}'), 400, 'body-malformed'),
  post('the same member twice', withMetadata(ids, '{"a":"1","a":"2"}'), 400, 'body-malformed'),
  post(
    'a name with a quote',
    withMetadata(ids, `{"a'); DROP TABLE ledger.entries; --":"x"}`),
    400,
    'validation-failed',
  ),
  post(
    '21 labels',
    withMetadata(ids, JSON.stringify(Object.fromEntries(Array.from({ length: 21 }, (_, at) => [`k${at}`, 'v'])))),
    400,
    'validation-failed',
  ),
  post(
    'a label of 257 characters',
    withMetadata(ids, JSON.stringify({ a: 'x'.repeat(257) })),
    400,
    'validation-failed',
  ),
  post('a label that is a number', withMetadata(ids, '{"a":1}'), 400, 'validation-failed'),
  post('a label that is an object', withMetadata(ids, '{"a":{"b":"c"}}'), 400, 'validation-failed'),
  post(
    'bytes that are not UTF-8',
    Buffer.concat([Buffer.from('{"currency":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]),
    400,
    'body-malformed',
  ),
  post('a byte order mark', `\ufeff${amountText(ids, '1')}`, 400, 'body-malformed'),
];

/** Bodies that are no bodies. */
export const hostileBodies = (ids: TestIds): HostileRequest[] => [
  post('nested a thousand levels deep', `${'['.repeat(1000)}${']'.repeat(1000)}`, 400, 'body-malformed'),
  post('nested a hundred thousand levels deep, cut off', '{"a":'.repeat(10_000), 400, 'body-malformed'),
  post('larger than allowed', JSON.stringify({ a: 'x'.repeat(200_000) }), 413, 'body-too-large'),
  post('empty', '', 400, 'body-malformed'),
  post('not JSON', 'amount=5', 400, 'body-malformed'),
  post('JSON and something after it', `${amountText(ids, '1')}{}`, 400, 'body-malformed'),
  post('a list', '[]', 400, 'validation-failed'),
  post('null', 'null', 400, 'validation-failed'),
  {
    ...post('a form', 'a=1', 415, 'unsupported-media-type'),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  },
  {
    ...post('JSON that says it is text', amountText(ids, '1'), 415, 'unsupported-media-type'),
    headers: { 'content-type': 'text/plain' },
  },
  {
    ...post('JSON in UTF-16', amountText(ids, '1'), 415, 'unsupported-media-type'),
    headers: { 'content-type': 'application/json; charset=utf-16' },
  },
  {
    ...post('compressed', amountText(ids, '1'), 415, 'unsupported-media-type'),
    headers: { 'content-encoding': 'gzip' },
  },
];
