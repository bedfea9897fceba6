import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createExampleServer, type ExampleServer } from '../../testing/example-server.js';
import { Problem } from '../problems/problem.js';

let example: ExampleServer;

beforeEach(async () => {
  example = await createExampleServer();
});

afterEach(async () => {
  await example.server.close();
});

const PUBLIC = { config: { anonymous: true } } as const;

describe('access', () => {
  test('a route that says nothing about access refuses to start', () => {
    expect(() => example.server.get('/v1/things', () => ({}))).toThrow(
      'GET /v1/things: the route must name its scopes or be anonymous, one of the two',
    );
    expect(() => example.server.get('/v1/all', { config: { anonymous: true, scopes: [] } }, () => ({}))).toThrow();
  });

  test('a caller with the scope is let in and known', async () => {
    const { server, issuer } = example;
    server.get('/v1/me', { config: { scopes: ['things:read'] } }, ({ caller }) => ({
      ...caller,
      scopes: [...caller.scopes],
    }));
    const said = { subject: 'alice', clientId: 'app', scopes: ['things:read'], home: 'use1' };
    const authorization = `Bearer ${await issuer.issue(said)}`;
    for (const attempt of [1, 2]) {
      const answer = await server.inject({ url: '/v1/me', headers: { authorization } });
      expect(answer.statusCode, `attempt ${attempt}`).toBe(200);
      expect(answer.json()).toEqual(said);
    }
  });

  test('every scope of the route is needed', async () => {
    const { server, issuer } = example;
    server.get('/v1/me', { config: { scopes: ['a', 'b'] } }, () => ({}));
    const answer = await server.inject({
      url: '/v1/me',
      headers: { authorization: `bearer ${await issuer.issue({ scopes: ['a'] })}` },
    });
    expect(answer.statusCode).toBe(403);
    expect(answer.headers['www-authenticate']).toBe('Bearer error="insufficient_scope"');
    expect(answer.json()).toMatchObject({ type: '/problems/insufficient-scope', missingScopes: ['b'] });
  });

  test.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'Basic YTpi',
    'Bearer a b',
    'Bearer a,Bearer b',
    'Token x',
    'Bearer é',
  ])('authorization %j is no token', async (authorization) => {
    const { server } = example;
    let called = false;
    server.post('/v1/me', { config: { scopes: [] } }, () => {
      called = true;
      return {};
    });
    const headers = authorization === undefined ? {} : { authorization };
    // The body is malformed too: it is not even looked at.
    const answer = await server.inject({ method: 'POST', url: '/v1/me', payload: '{', headers });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
    expect(answer.json()).toMatchObject({ code: 'unauthenticated' });
    expect(called).toBe(false);
  });

  test('an anonymous route has no caller to rely on', async () => {
    const { server } = example;
    server.get('/v1/open', PUBLIC, ({ caller }) => caller);
    expect((await server.inject({ url: '/v1/open' })).statusCode).toBe(500);
  });
});

describe('problems', () => {
  test('what the framework refuses is problem details too', async () => {
    const { server } = example;
    server.post('/v1/things/:id', PUBLIC, () => ({}));
    const answers = await Promise.all([
      server.inject({ url: '/nowhere' }),
      server.inject({ method: 'PUT', url: '/v1/things/1' }),
      server.inject({ url: '/v1/%zz' }),
      server.inject({ method: 'POST', url: '/v1/things/1', payload: { long: 'x'.repeat(5000) } }),
    ]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 405, 400, 413]);
    for (const answer of answers) {
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(answer.json()).toMatchObject({
        status: answer.statusCode,
        type: expect.stringMatching(/^\/problems\//) as string,
      });
    }
    expect(answers[1]?.headers.allow).toBe('POST');
  });

  test("a route's own come with their members and when to try again", async () => {
    const { server } = example;
    const kind = { code: 'out-of-stock', status: 409, title: 'Nothing is left' };
    server.get('/v1/things', PUBLIC, () => {
      throw new Problem(kind, 'Come back tomorrow.', { wanted: 3, status: 200 }, 1.2);
    });
    const answer = await server.inject({ url: '/v1/things' });
    expect(answer.statusCode).toBe(409);
    expect(answer.headers['retry-after']).toBe('2');
    expect(answer.json()).toEqual({
      type: '/problems/out-of-stock',
      title: 'Nothing is left',
      status: 409,
      detail: 'Come back tomorrow.',
      code: 'out-of-stock',
      wanted: 3,
    });
    const explained = await server.inject({ url: '/problems/out-of-stock' });
    expect(explained.json()).toEqual({ type: '/problems/out-of-stock', ...kind });
  });

  test('what nobody foresaw says nothing of itself', async () => {
    const { server } = example;
    server.get('/v1/things', PUBLIC, () => {
      throw new Error('password hunter2 is wrong for postgres://ledger@db');
    });
    const answer = await server.inject({ url: '/v1/things' });
    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toMatchObject({ code: 'internal-error' });
    expect(answer.body).not.toMatch(/hunter2|postgres/);
  });
});

test('answers are kept, guessed and framed by nobody', async () => {
  const answer = await example.server.inject({ url: '/nowhere' });
  expect(answer.headers).toMatchObject({
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
  });
  expect(answer.headers).not.toHaveProperty('server');
  expect(answer.headers).not.toHaveProperty('x-powered-by');
});

test('the description holds routes that were added afterwards', async () => {
  const { server } = example;
  server.get('/v1/things', PUBLIC, () => ({}));
  server.get('/v1/mine', { config: { scopes: ['things:read'] } }, () => ({}));
  const answer = await server.inject({ url: '/openapi.json' });
  expect(answer.json()).toMatchObject({
    openapi: '3.1.0',
    paths: {
      '/v1/things': { get: { security: [] } },
      '/v1/mine': { get: { security: [{ accessToken: ['things:read'] }] } },
    },
  });
});

test('health follows the program through its life', async () => {
  const { server, health } = example;
  let databaseWorks = true;
  health.add({ name: 'database', check: () => databaseWorks });
  const ask = async (): Promise<number[]> =>
    Promise.all(['startup', 'ready', 'live'].map(async (path) => (await server.inject(`/health/${path}`)).statusCode));
  expect(await ask()).toEqual([503, 503, 200]);
  health.started();
  expect(await ask()).toEqual([200, 200, 200]);
  databaseWorks = false;
  await new Promise((resolve) => setTimeout(resolve, 510));
  expect(await ask()).toEqual([200, 503, 200]);
  health.stopping();
  health.failed('a gap');
  expect(await ask()).toEqual([200, 503, 503]);
});
