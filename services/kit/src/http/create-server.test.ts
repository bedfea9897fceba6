import { afterEach, describe, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { createTokenIssuer } from '../../testing/token-issuer.js';
import { systemClock } from '../clock/clock.js';
import { silentLogger } from '../logging/logger.js';
import { createTokenVerifier } from '../security/token-verifier.js';
import { createServer, type RequestLimits } from './create-server.js';
import { createHealthChecks } from './health.js';

const issuer = await createTokenIssuer();
const verifier = createTokenVerifier({
  issuer: issuer.issuer,
  audience: issuer.audience,
  jwks: issuer.keys(),
  clock: systemClock,
});
const servers: FastifyInstance[] = [];

const serverWith = (limits: Partial<RequestLimits> = {}): FastifyInstance => {
  const health = createHealthChecks();
  health.started();
  const server = createServer({
    name: 'example',
    version: '1.2.3',
    logger: silentLogger(),
    verifier,
    problems: [{ code: 'out-of-stock', status: 409, title: 'Nothing is left' }],
    health,
    limits: { bodyBytes: 1024, maxInFlight: 10, requestTimeoutMs: 1000, ...limits },
  });
  servers.push(server);
  return server;
};

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

describe('access', () => {
  test('a route that says nothing about access refuses to start', () => {
    expect(() => serverWith().get('/v1/things', () => ({}))).toThrow(
      /GET \/v1\/things: the route must name its scopes/,
    );
  });

  test('a caller with the scope is let in and known', async () => {
    const server = serverWith();
    server.get('/v1/me', { config: { scopes: ['things:read'] } }, ({ caller }) => ({
      ...caller,
      scopes: [...caller.scopes],
    }));
    const token = await issuer.issue({ subject: 'alice', clientId: 'app', scopes: ['things:read'], home: 'use1' });
    const answer = await server.inject({ url: '/v1/me', headers: { authorization: `Bearer ${token}` } });
    expect(answer.json()).toEqual({ subject: 'alice', clientId: 'app', scopes: ['things:read'], home: 'use1' });
    expect(answer.statusCode).toBe(200);
  });

  test('no token and a missing scope are told apart', async () => {
    const server = serverWith();
    server.get('/v1/me', { config: { scopes: ['things:read'] } }, () => ({}));
    const nobody = await server.inject({ url: '/v1/me' });
    expect(nobody.statusCode).toBe(401);
    expect(nobody.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
    const token = await issuer.issue({ scopes: ['things:write'] });
    const stranger = await server.inject({ url: '/v1/me', headers: { authorization: `bearer ${token}` } });
    expect(stranger.statusCode).toBe(403);
    expect(stranger.headers['content-type']).toContain('application/problem+json');
    expect(stranger.json()).toMatchObject({
      type: '/problems/insufficient-scope',
      status: 403,
      missingScopes: ['things:read'],
    });
  });
});

test('every answer of the framework is problem details', async () => {
  const server = serverWith();
  server.post('/v1/things/:id', { config: { anonymous: true } }, () => ({}));
  const answers = await Promise.all([
    server.inject({ url: '/nowhere' }),
    server.inject({ method: 'PUT', url: '/v1/things/1' }),
    server.inject({ method: 'POST', url: '/v1/things/1', payload: 'x', headers: { 'content-type': 'text/plain' } }),
    server.inject({ method: 'POST', url: '/v1/things/1', payload: { long: 'x'.repeat(2000) } }),
  ]);
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 405, 415, 413]);
  for (const answer of answers) {
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ status: answer.statusCode });
  }
  expect(answers[1]?.headers.allow).toBe('POST');
});

test('the description holds routes that were added afterwards', async () => {
  const server = serverWith();
  server.get('/v1/things', { config: { anonymous: true } }, () => ({}));
  const answer = await server.inject({ url: '/openapi.json' });
  expect(answer.json()).toMatchObject({ openapi: '3.1.0', paths: { '/v1/things': { get: {} } } });
});

test('health tells whether callers should come', async () => {
  const server = serverWith();
  expect((await server.inject({ url: '/health/ready' })).statusCode).toBe(200);
});
