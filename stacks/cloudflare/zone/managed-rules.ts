import { Ruleset, type RulesetRules } from '@cdktf/provider-cloudflare/lib/ruleset/index.js';
import type { PlatformStack } from '../../platform-stack.js';
import type { EdgeSettings } from '../edge-settings.js';
import type { PublicRoute } from './public-routes.js';
import { anyOf, routeExpression } from './route-expression.js';

/** Managed rulesets by the ids that are the same in every account (WAF managed rules reference). */
const CLOUDFLARE_RULESET = 'efb7b8c949ac4650a09736fc376e9aee';
const OWASP_RULESET = '4814384a9e5d4991b9815dcfc25d2f1f';
/** The OWASP rule that compares a request's anomaly score with the threshold. */
const OWASP_SCORE_RULE = '6179ae15870a4bb7b2d480d4843b323c';

/** Paranoia levels that stay on, and the score from which a request is refused; both are stricter on strict routes. */
const OWASP = {
  standard: { disabledLevels: ['paranoia-level-2', 'paranoia-level-3', 'paranoia-level-4'], scoreThreshold: 40 },
  strict: { disabledLevels: ['paranoia-level-3', 'paranoia-level-4'], scoreThreshold: 25 },
} as const satisfies Record<PublicRoute['waf'], unknown>;

export interface ManagedRulesProps {
  readonly edge: EdgeSettings;
  readonly routes: readonly PublicRoute[];
}

/** Cloudflare's and OWASP's managed rules on every request, OWASP's more sensitively on strict routes. */
export function defineManagedRules(stack: PlatformStack, { edge, routes }: ManagedRulesProps): void {
  const strict = routes.filter(({ waf }) => waf === 'strict').map(routeExpression);
  new Ruleset(stack, 'managed-rules', {
    zoneId: edge.zoneId,
    name: `${stack.planned.name} managed rules`,
    description: 'Known attacks, on every host of the zone',
    kind: 'zone',
    phase: 'http_request_firewall_managed',
    rules: [
      {
        ref: 'cloudflare',
        description: "Cloudflare's managed rules",
        expression: 'true',
        action: 'execute',
        actionParameters: { id: CLOUDFLARE_RULESET },
        enabled: true,
      },
      owasp('owasp', 'OWASP core rules', 'true', 'standard'),
      ...anyOf(strict, 0).map((group, position) =>
        owasp(`owasp-strict-${position + 1}`, 'OWASP core rules on strict routes', group, 'strict'),
      ),
    ],
  });
}

function owasp(ref: string, description: string, expression: string, waf: PublicRoute['waf']): RulesetRules {
  const { disabledLevels, scoreThreshold } = OWASP[waf];
  return {
    ref,
    description,
    expression,
    action: 'execute',
    actionParameters: {
      id: OWASP_RULESET,
      overrides: {
        categories: disabledLevels.map((category) => ({ category, enabled: false })),
        rules: [{ id: OWASP_SCORE_RULE, action: 'block', scoreThreshold }],
      },
    },
    enabled: true,
  };
}
