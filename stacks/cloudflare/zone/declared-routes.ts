import { Ruleset, type RulesetRules } from '@cdktf/provider-cloudflare/lib/ruleset/index.js';
import { toolHost } from '../../../services/definition/names.js';
import type { Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import type { EdgeSettings } from '../edge-settings.js';
import type { PublicRoute } from './public-routes.js';
import { anyOf, routeExpression, setOf } from './route-expression.js';

/** Machine-learned verdicts on a request; strict routes refuse also what only looks like an attack. */
const ATTACK = 'cf.waf.score.class eq "attack"';
const LIKELY_ATTACK = 'cf.waf.score.class eq "likely_attack"';

export interface DeclaredRoutesProps {
  readonly platform: Platform;
  readonly edge: EdgeSettings;
  readonly routes: readonly PublicRoute[];
}

/** Admits declared methods on declared paths of declared hosts; everything else ends at the edge. */
export function defineDeclaredRoutes(stack: PlatformStack, { platform, edge, routes }: DeclaredRoutesProps): void {
  const publicHosts = platform.jurisdictions.flatMap(({ hosts }) => Object.values(hosts)).sort();
  new Ruleset(stack, 'declared-routes', {
    zoneId: edge.zoneId,
    name: `${stack.planned.name} declared routes`,
    description: 'Rules stop at the first that decides: refuse, admit a declared route, refuse the rest',
    kind: 'zone',
    phase: 'http_request_firewall_custom',
    rules: [
      block(
        'unknown-host',
        'Hosts that nobody declared',
        `not http.host in ${setOf([...publicHosts, ...toolHosts(platform, edge)])}`,
      ),
      block('attack', 'Attacks', ATTACK),
      ...likelyAttacks(routes),
      ...routes.map(admit),
      block('undeclared', 'Whatever no service declares', `http.host in ${setOf(publicHosts)}`),
    ],
  });
}

function toolHosts({ locations, environment }: Platform, { tools }: EdgeSettings): string[] {
  return locations.flatMap(({ name }) => tools.map((tool) => toolHost(tool, name, environment.domain))).sort();
}

function likelyAttacks(routes: readonly PublicRoute[]): RulesetRules[] {
  const strict = routes.filter(({ waf }) => waf === 'strict').map(routeExpression);
  return anyOf(strict, LIKELY_ATTACK.length + ' and ()'.length).map((group, position) =>
    block(`likely-attack-${position + 1}`, 'Likely attacks on strict routes', `${LIKELY_ATTACK} and (${group})`),
  );
}

function block(ref: string, description: string, expression: string): RulesetRules {
  return { ref, description, expression, action: 'block', enabled: true };
}

/** Skips the rest of this ruleset only: managed rules and rate limits still judge the request. */
function admit(route: PublicRoute): RulesetRules {
  return {
    ref: `route-${route.id}`,
    description: `${route.service}: ${route.methods.join(', ')} ${route.path}`,
    expression: `http.request.method in ${setOf(route.methods)} and ${routeExpression(route)}`,
    action: 'skip',
    actionParameters: { ruleset: 'current' },
    // An event for each ordinary request would drown those that matter.
    logging: { enabled: false },
    enabled: true,
  };
}
