import { describe, expect, it } from 'vitest';
import type { PublicRoute } from './public-routes.js';
import { countedRate, PERIODS_SECONDS } from './rate-limits.js';
import { anyOf, MAX_EXPRESSION_LENGTH, routeExpression } from './route-expression.js';

function route(path: string, hosts: readonly string[] = ['api.example.com']): PublicRoute {
  const rateLimit = { requests: 60, periodSeconds: 60 };
  return { id: path, service: 'ledger', hosts, path, methods: ['GET'], waf: 'standard', rateLimit };
}

describe('the expression of a route', () => {
  it.each(['/v1/accounts', '/v1/accounts/', '/v1/accounts/*'])('matches %s and below, at whole segments', (path) => {
    expect(routeExpression(route(path), [])).toBe(
      '(http.host in {"api.example.com"} and (http.request.uri.path eq "/v1/accounts" or ' +
        'starts_with(http.request.uri.path, "/v1/accounts/")))',
    );
  });

  it('matches any segment in the place of a parameter', () => {
    expect(routeExpression(route('/v1/users/{id}/contact'), [])).toContain(
      'http.request.uri.path matches "^/v1/users/[^/]+/contact(/|$)"',
    );
  });

  it('matches everything below the root', () => {
    expect(routeExpression(route('/'), [])).toContain('starts_with(http.request.uri.path, "/")');
  });

  it('leaves a more specific route to that route, on the hosts where it exists', () => {
    const parent = route('/v1', ['a.example.com', 'b.example.com']);
    const child = route('/v1/transfers', ['a.example.com']);
    const below = '(http.request.uri.path eq "/v1/transfers" or starts_with(http.request.uri.path, "/v1/transfers/"))';
    expect(routeExpression(parent, [parent, child])).toContain(`and not (http.host in {"a.example.com"} and ${below})`);
    expect(routeExpression(child, [parent, child])).not.toContain('not');
    expect(routeExpression(route('/v1', ['a.example.com']), [child])).toContain(`and not ${below}`);
    expect(routeExpression(route('/v1/trans'), [route('/v1/transfers')])).not.toContain('not');
  });

  it('is split into groups that Cloudflare accepts', () => {
    const expressions = Array.from({ length: 100 }, (_, number) =>
      routeExpression(route(`/v1/resource-${number}`), []),
    );
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
