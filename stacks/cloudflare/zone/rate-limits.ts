import { Ruleset, type RulesetRules } from '@cdktf/provider-cloudflare/lib/ruleset/index.js';
import type { PlatformStack } from '../../platform-stack.js';
import type { EdgeSettings } from '../edge-settings.js';
import type { PublicRoute } from './public-routes.js';
import { routeExpression } from './route-expression.js';

/** The only counting periods Cloudflare offers, in seconds. */
export const PERIODS_SECONDS = [10, 60, 120, 300, 600, 3_600] as const;

/** Requests are counted by client address; counters live in each data centre, which the API wants spelled out. */
const CHARACTERISTICS = ['ip.src', 'cf.colo.id'];

export interface RateLimitsProps {
  readonly edge: EdgeSettings;
  readonly routes: readonly PublicRoute[];
}

/** The declared rate of every public route. */
export function defineRateLimits(stack: PlatformStack, { edge, routes }: RateLimitsProps): void {
  new Ruleset(stack, 'rate-limits', {
    zoneId: edge.zoneId,
    name: `${stack.planned.name} rate limits`,
    description: 'One rule for each declared public route',
    kind: 'zone',
    phase: 'http_ratelimit',
    rules: routes.map(limit),
  });
}

function limit(route: PublicRoute): RulesetRules {
  const { period, requestsPerPeriod } = countedRate(route.rateLimit);
  return {
    ref: `rate-${route.id}`,
    description: `${route.service}: ${requestsPerPeriod} in ${period} s on ${route.path}`,
    expression: routeExpression(route),
    action: 'block',
    actionParameters: {
      response: {
        statusCode: 429,
        contentType: 'application/json',
        content: '{"title":"Too Many Requests","status":429}',
      },
    },
    ratelimit: {
      characteristics: CHARACTERISTICS,
      period,
      requestsPerPeriod,
      mitigationTimeout: period,
      requestsToOrigin: false,
    },
    enabled: true,
  };
}

/** The same rate over the shortest period that Cloudflare offers and that is no shorter than the declared one. */
export function countedRate({ requests, periodSeconds }: PublicRoute['rateLimit']): {
  readonly period: number;
  readonly requestsPerPeriod: number;
} {
  const period = PERIODS_SECONDS.find((candidate) => candidate >= periodSeconds) ?? PERIODS_SECONDS[5];
  return { period, requestsPerPeriod: Math.max(1, Math.round((requests * period) / periodSeconds)) };
}
