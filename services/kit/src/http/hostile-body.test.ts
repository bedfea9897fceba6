import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createExampleServer, type ExampleServer } from '../../testing/example-server.js';

let example: ExampleServer;
let received: unknown[];

const transfer = {
  type: 'object',
  additionalProperties: false,
  required: ['currency', 'amount'],
  properties: {
    currency: { type: 'string', pattern: '^[A-Z]{3}$' },
    amount: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
    tags: { type: 'array', items: { type: 'string', maxLength: 5 } },
    kind: { enum: ['now', 'later'] },
  },
};

beforeEach(async () => {
  example = await createExampleServer();
  received = [];
  example.server.post('/v1/transfers', { config: { anonymous: true }, schema: { body: transfer } }, ({ body }) => {
    received.push(body);
    return { received: body };
  });
  example.server.post('/v1/anything', { config: { anonymous: true } }, ({ body }) => {
    received.push(body);
    return {};
  });
});

afterEach(async () => {
  await example.server.close();
});

const post = (payload: string | Buffer, headers: Record<string, string> = {}, url = '/v1/transfers') =>
  example.server.inject({ method: 'POST', url, payload, headers: { 'content-type': 'application/json', ...headers } });

test('a good body arrives as it was sent', async () => {
  const body = { currency: 'EUR', amount: 9007199254740991, tags: ['ελπίδα'.slice(0, 5), '🎈'] };
  expect((await post(JSON.stringify(body))).json()).toEqual({ received: body });
});

describe('refused before any schema', () => {
  test.each<[string, string | Buffer, number, string, string]>([
    ['two amounts', '{"currency":"EUR","amount":1,"amount":1000000}', 400, 'body-malformed', 'same member twice'],
    ['a prototype', '{"__proto__":{"amount":1},"currency":"EUR","amount":1}', 400, 'body-malformed', '__proto__'],
    ['a rounded amount', '{"currency":"EUR","amount":9007199254740993}', 400, 'body-malformed', 'not exact'],
    ['infinity', '{"currency":"EUR","amount":1e999}', 400, 'body-malformed', 'beyond 2^53'],
    ['deep nesting', `${'['.repeat(2000)}${']'.repeat(2000)}`, 400, 'body-malformed', 'deeper than 32'],
    ['invalid UTF-8', Buffer.from([0x22, 0xc3, 0x28, 0x22]), 400, 'body-malformed', 'not UTF-8'],
    ['an overlong slash', Buffer.from([0x22, 0xc0, 0xaf, 0x22]), 400, 'body-malformed', 'not UTF-8'],
    ['UTF-16', Buffer.from('{"amount":1}', 'utf16le'), 400, 'body-malformed', 'not JSON'],
    ['half a surrogate pair', '{"currency":"\\ud800","amount":1}', 400, 'body-malformed', 'surrogate'],
    ['nothing', '', 400, 'body-malformed', 'empty'],
    ['half of it', '{"currency":"EUR"', 400, 'body-malformed', 'not JSON'],
    [
      'too much',
      JSON.stringify({ currency: 'EUR', amount: 1, tags: ['x'.repeat(4096)] }),
      413,
      'body-too-large',
      'less',
    ],
  ])('%s', async (_name, payload, status, code, detail) => {
    const answer = await post(payload);
    expect(answer.json()).toMatchObject({ status, code, detail: expect.stringContaining(detail) as string });
    expect(answer.statusCode).toBe(status);
    expect(received).toEqual([]);
  });

  test.each<[string, Record<string, string>]>([
    ['text', { 'content-type': 'text/plain' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['what only begins like JSON', { 'content-type': 'application/jsonp' }],
    ['a patch', { 'content-type': 'application/merge-patch+json' }],
    ['another charset', { 'content-type': 'application/json; charset=utf-16' }],
    ['another charset that hides', { 'content-type': 'application/json; charset=utf-8; charset=latin1' }],
    ['compressed JSON', { 'content-encoding': 'gzip' }],
    ['no type', { 'content-type': '' }],
  ])('%s', async (_name, headers) => {
    const body = '{"currency":"EUR","amount":1}';
    const answer = await post(headers['content-encoding'] === 'gzip' ? gzipSync(body) : body, headers);
    expect(answer.statusCode).toBe(415);
    expect(answer.json()).toMatchObject({ code: 'unsupported-media-type' });
    expect(received).toEqual([]);
  });

  test.each(['application/json;charset=UTF-8', 'Application/JSON ; charset="utf-8"'])('but not %s', async (type) => {
    expect((await post('{"currency":"EUR","amount":1}', { 'content-type': type })).statusCode).toBe(200);
  });

  test('a route without a schema is no way around', async () => {
    expect((await post('{"a":1,"a":2}', {}, '/v1/anything')).statusCode).toBe(400);
    expect((await post('{"a":1}', { 'content-type': 'text/plain' }, '/v1/anything')).statusCode).toBe(415);
    expect(received).toEqual([]);
  });
});

describe('the schema', () => {
  test('reports everything that is wrong, with pointers and without values', async () => {
    const answer = await post(
      JSON.stringify({ amount: 'secret', tags: ['fits', 'toolong', 7], kind: 'never', 'a/b~c é': 1 }),
    );
    expect(answer.statusCode).toBe(400);
    const { code, errors } = answer.json<{ code: string; errors: { pointer: string; detail: string; in: string }[] }>();
    expect(code).toBe('validation-failed');
    expect(errors.map(({ pointer, detail }) => `${pointer} ${detail}`).sort()).toEqual([
      '#/amount must be integer',
      '#/a~1b~0c%20%C3%A9 is not known here',
      '#/currency is missing',
      '#/kind must be one of now, later',
      '#/tags/1 must NOT have more than 5 characters',
      '#/tags/2 must be string',
    ]);
    expect(new Set(errors.map((error) => error.in))).toEqual(new Set(['body']));
    expect(answer.body).not.toContain('secret');
  });

  test.each(['"1"', 'true', 'null', '1.5', '0', '-1', '[1]', '{"valueOf":1}'])(
    'takes no %s for an amount',
    async (amount) => {
      const answer = await post(`{"currency":"EUR","amount":${amount}}`);
      expect(answer.json()).toMatchObject({ status: 400, code: 'validation-failed' });
      expect(received).toEqual([]);
    },
  );

  test.each(['[]', '"text"', '7', 'null', 'true'])('takes no %s for an object', async (payload) => {
    expect((await post(payload)).json()).toMatchObject({ status: 400, code: 'validation-failed' });
  });

  test('lists fifty errors at most', async () => {
    const answer = await post(JSON.stringify({ currency: 'EUR', amount: 1, tags: new Array(1000).fill(1) }));
    expect(answer.json<{ errors: unknown[] }>().errors).toHaveLength(50);
  });

  test('gives parameters their type and keeps bodies as they are', async () => {
    example.server.get(
      '/v1/page',
      {
        config: { anonymous: true },
        schema: { querystring: { type: 'object', properties: { limit: { type: 'integer', maximum: 9, default: 5 } } } },
      },
      ({ query }) => query,
    );
    expect((await example.server.inject('/v1/page?limit=7')).json()).toEqual({ limit: 7 });
    expect((await example.server.inject('/v1/page')).json()).toEqual({ limit: 5 });
    const wrong = await example.server.inject('/v1/page?limit=12&limit=3');
    expect(wrong.json()).toMatchObject({
      code: 'validation-failed',
      errors: [{ in: 'querystring', pointer: '#/limit' }],
    });
  });
});
