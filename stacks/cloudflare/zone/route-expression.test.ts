import { describe, expect, it } from 'vitest';
import type { Claim, PublicRoute } from './public-routes.js';
import { countedRate, PERIODS_SECONDS } from './rate-limits.js';
import { anyOf, MAX_EXPRESSION_LENGTH, routeExpression } from './route-expression.js';

const HOSTS = ['api.example.com'];

function route(path: string, hosts: readonly string[] = HOSTS, moreSpecific: readonly Claim[] = []): PublicRoute {
  const rateLimit = { requests: 60, periodSeconds: 60 };
  return { id: path, service: 'ledger', hosts, path, methods: ['GET'], waf: 'standard', rateLimit, moreSpecific };
}

describe('the expression of a route', () => {
  it('matches the path and below, at whole segments', () => {
    expect(routeExpression(route('/v1/accounts'))).toBe(
      '(http.host in {"api.example.com"} and (http.request.uri.path eq "/v1/accounts" or ' +
        'starts_with(http.request.uri.path, "/v1/accounts/")))',
    );
  });

  it('matches any segment in the place of a parameter', () => {
    expect(routeExpression(route('/v1/users/{id}/contact.json'))).toContain(
      'http.request.uri.path matches "^/v1/users/[^/]+/contact\\\\.json(/|$)"',
    );
  });

  it('matches everything below the root', () => {
    expect(routeExpression(route(''))).toContain('starts_with(http.request.uri.path, "/")');
  });

  it('leaves a more specific route to that route, on the hosts where it exists', () => {
    const below = '(http.request.uri.path eq "/v1/transfers" or starts_with(http.request.uri.path, "/v1/transfers/"))';
    const taken = [{ path: '/v1/transfers', hosts: HOSTS }];
    expect(routeExpression(route('/v1', HOSTS, taken))).toContain(` and not ${below}`);
    expect(routeExpression(route('/v1', [...HOSTS, 'eu.example.com'], taken))).toContain(
      ` and not (http.host in {"api.example.com"} and ${below})`,
    );
  });

  it('is split into groups that Cloudflare accepts', () => {
    const expressions = Array.from({ length: 100 }, (_, number) => routeExpression(route(`/v1/resource-${number}`)));
    const groups = anyOf(expressions, 100);
    expect(groups.length).toBeGreaterThan(1);
    expect(groups.every(({ length }) => length + 100 <= MAX_EXPRESSION_LENGTH)).toBe(true);
    expect(groups.join(' or ')).toBe(expressions.join(' or '));
    expect(anyOf([], 0)).toEqual([]);
  });
});

describe('a counted rate', () => {
  it.each([
    [
      { requests: 20, periodSeconds: 1 },
      { period: 10, requestsPerPeriod: 200 },
    ],
    [
      { requests: 100, periodSeconds: 60 },
      { period: 60, requestsPerPeriod: 100 },
    ],
    [
      { requests: 5_000, periodSeconds: 3_600 },
      { period: 3_600, requestsPerPeriod: 5_000 },
    ],
  ])('keeps %o over a period that Cloudflare offers', (declared, counted) => {
    expect(countedRate(declared)).toEqual(counted);
    expect(PERIODS_SECONDS).toContain(countedRate(declared).period);
  });
});
