import type { Attributes } from '../../../engine/attributes.js';
import type { ArtifactGraph } from '../../../engine/graph.js';
import type { Declared } from '../../../engine/intent.js';
import type { DeclaredService } from '../../../engine/intent-schema.js';
import { fail, gravest, notApplicable, pass, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';

/** What stops a request that came too often; `log` and `skip` let it pass. */
const REFUSALS = ['block', 'challenge', 'js_challenge', 'managed_challenge'] as const;

/** Finds each public route of a definition again in the firewall and the rate limits of the edge. */
export const edgeProtection = defineRule<Declared<DeclaredService>>({
  id: 'NET-006',
  area: 'network',
  severity: 'high',
  title: 'every public route is behind the managed firewall and its declared rate limit',
  risk: 'known attacks and credential stuffing reach the service unfiltered',
  fix: 'add managed firewall rules to the zone and a rate limit for the route',
  population: 'every declared service in every location it is placed in',
  covers: ['cloudflare_ruleset', 'cloudflare_url_normalization_settings'],
  crossDomain: true,
  waivable: true,
  select: (graph) => graph.intent.placements().filter(({ value }) => value.expose.public.length > 0),
  check: ({ value: service, location }, graph) => {
    if (graph.intent.platform.environment.edge === null)
      return notApplicable('the environment declares no edge; nothing is public');
    const hosts = graph.intent.jurisdictionOf(location)?.hosts ?? {};
    return gravest(
      service.expose.public.map((route, index) => {
        const host = hosts[route.host];
        const source = `services[${service.name}].expose.public[${index}].rateLimit`;
        if (host === undefined) return fail(`nobody declares a host ${route.host}`, { evidence: route.host });
        return gravest([judgeFirewall(host, graph), judgeRateLimit(host, route, source, graph)]);
      }),
    );
  },
});

function judgeFirewall(host: string, graph: ArtifactGraph): Verdict {
  const rules = rulesOf('http_request_firewall_managed', graph).filter(
    (rule) => rule.written['expression'] === 'true' || mentions(rule, host),
  );
  const skips = rules.filter(({ written }) => written['action'] === 'skip');
  if (skips.length > 0)
    return fail(`${host} skips managed firewall rules`, { evidence: skips.map(({ written }) => written) });
  const managed = rules.filter(({ written }) => written['action'] === 'execute');
  return managed.length > 0 ? pass() : fail(`no managed firewall rules run on ${host}`, { evidence: host });
}

function judgeRateLimit(
  host: string,
  { path, rateLimit }: DeclaredService['expose']['public'][number],
  source: string,
  graph: ArtifactGraph,
): Verdict {
  const limits = rulesOf('http_ratelimit', graph)
    .filter((rule) => mentions(rule, host) && mentions(rule, path))
    .filter(({ written }) => REFUSALS.some((action) => written['action'] === action))
    .flatMap((rule) => rule.blocks('ratelimit'));
  if (limits.length === 0) return fail(`${host}${path} has no rate limit at the edge`, { evidence: path, source });
  const declared = rateLimit.requests / rateLimit.periodSeconds;
  const kept = limits.some(
    ({ written }) => Number(written['requests_per_period']) / Number(written['period']) <= declared,
  );
  return kept
    ? pass()
    : fail(
        `${host}${path} may be asked more often than the declared ${rateLimit.requests} in ${rateLimit.periodSeconds} s`,
        {
          evidence: limits.map(({ written }) => written),
          source,
        },
      );
}

const rulesOf = (phase: string, graph: ArtifactGraph): readonly Attributes[] =>
  graph
    .terraform('cloudflare_ruleset')
    .filter(({ written }) => written['phase'] === phase)
    .flatMap((ruleset) => ruleset.blocks('rules'))
    .filter(({ written }) => written['enabled'] !== false);

const mentions = ({ written }: Attributes, text: string): boolean =>
  typeof written['expression'] === 'string' && written['expression'].includes(`"${text}"`);
