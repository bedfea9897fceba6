import { describe, expect, it } from 'vitest';
import type { Platform, Service } from '../../../services/definition/platform.js';
import { found, platformOf } from '../../testing/synthesized-stacks.js';
import { publicRoutes } from './public-routes.js';

type Exposed = Service['expose']['public'][number];

const production = platformOf('production');
const ledger = found(
  production.services.find(({ name }) => name === 'ledger'),
  'ledger',
);

/** Production with one service that exposes these paths, in these locations. */
function exposing(paths: readonly string[], locations: readonly string[] = ledger.locations): Platform {
  const open = paths.map((path): Exposed => ({ ...found(ledger.expose.public[0], 'route'), path }));
  return { ...production, services: [{ ...ledger, locations, expose: { callers: [], public: open } }] };
}

const pathsBelow = (platform: Platform) =>
  Object.fromEntries(
    publicRoutes(platform).map(({ path, moreSpecific }) => [path, moreSpecific.map((claim) => claim.path)]),
  );

describe('public routes', () => {
  it('have the hosts of the jurisdictions in which the service runs', () => {
    expect(publicRoutes(exposing(['/v1/accounts']))[0]?.hosts).toEqual(['api.finflow.example', 'eu.finflow.example']);
    expect(publicRoutes(exposing(['/v1/accounts'], ['euw4']))[0]?.hosts).toEqual(['eu.finflow.example']);
    expect(publicRoutes(exposing(['/v1/accounts'], []))).toEqual([]);
  });

  it.each(['/v1/accounts', '/v1/accounts/', '/v1/accounts/*'])('read %s as one path', (path) => {
    expect(publicRoutes(exposing([path]))[0]?.path).toBe('/v1/accounts');
  });

  it('know which routes lie below them, at whole segments', () => {
    expect(pathsBelow(exposing(['/v1/a-b', '/v1/a', '/v1', '/v1/a/x', '/v1/a.c', '/v1/a/x/y', '/v2']))).toEqual({
      '/v1': ['/v1/a', '/v1/a/x', '/v1/a/x/y', '/v1/a-b', '/v1/a.c'],
      '/v1/a': ['/v1/a/x', '/v1/a/x/y'],
      '/v1/a-b': [],
      '/v1/a.c': [],
      '/v1/a/x': ['/v1/a/x/y'],
      '/v1/a/x/y': [],
      '/v2': [],
    });
    expect(pathsBelow(exposing(['/', '/v1']))).toEqual({ '': ['/v1'], '/v1': [] });
  });
});
