import type { Value } from '../../../engine/attributes.js';
import type { ArtifactGraph } from '../../../engine/graph.js';
import type { Declared } from '../../../engine/intent.js';
import type { DeclaredJurisdiction } from '../../../engine/intent-schema.js';
import { inWords, isList, isObject, type Json } from '../../../engine/json.js';
import { fail, gravest, notApplicable, pass, unknown, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';

const BALANCER = 'cloudflare_load_balancer';
/** Every way in which a load balancer chooses a pool; the fallback ignores health, so it is chosen last and always. */
const CHOICES = ['default_pools', 'fallback_pool', 'region_pools', 'country_pools', 'pop_pools'];

/** Follows host → load balancer → pool → origin → location → jurisdiction, failover and fallback included. */
export const geoSteering = defineRule<Declared<DeclaredJurisdiction>>({
  id: 'RES-002',
  area: 'residency',
  severity: 'critical',
  title: 'traffic of a jurisdiction is only ever sent to its own locations',
  risk: 'a failover sends personal data of EU residents out of the EU',
  fix: 'use pools and a fallback whose origins are locations of the jurisdiction, and end TLS inside its region',
  population: 'declared jurisdictions',
  covers: [BALANCER, 'cloudflare_load_balancer_pool', 'cloudflare_regional_hostname'],
  crossDomain: true,
  waivable: false,
  select: (graph) => graph.intent.jurisdictions(),
  check: ({ value: jurisdiction }, graph) => {
    if (graph.intent.platform.environment.edge === null) return notApplicable('the environment declares no edge');
    return gravest(
      Object.values(jurisdiction.hosts).flatMap((host) => [
        judgeHost(host, jurisdiction, graph),
        judgeTermination(host, jurisdiction, graph),
      ]),
    );
  },
});

function judgeHost(host: string, jurisdiction: DeclaredJurisdiction, graph: ArtifactGraph): Verdict {
  const balancers = graph.terraform(BALANCER).filter(({ written }) => written['name'] === host);
  if (balancers.length === 0) return fail(`no load balancer answers ${host}`, { evidence: host });
  const pools = balancers.flatMap((balancer) => CHOICES.flatMap((choice) => chosen(balancer, choice)));
  return gravest(pools.map((pool) => judgePool(pool, jurisdiction, graph)));
}

/** Pools of a list, of a single attribute, or of a map from region or country to lists. */
function chosen(balancer: TerraformResource, choice: string): readonly Value[] {
  const flat = (written: Json | undefined): readonly Value[] => {
    if (written === undefined || written === null) return [];
    if (isList(written)) return written.flatMap(flat);
    return isObject(written) ? Object.values(written).flatMap(flat) : [balancer.evaluate(written)];
  };
  return flat(balancer.written[choice]);
}

function judgePool(pool: Value, jurisdiction: DeclaredJurisdiction, graph: ArtifactGraph): Verdict {
  if (pool.state !== 'reference') return unknown('a pool is not part of the artefacts');
  const origins = new Map(graph.intent.platform.locations.map((location) => [location.originHost, location]));
  return gravest(
    pool.resource.blocks('origins').map((origin) => {
      const address = origin.value('address');
      if (address.state !== 'known') return unknown(`an origin of ${pool.resource.address} cannot be told`);
      const location = origins.get(inWords(address.value));
      if (location === undefined)
        return fail(`origin ${inWords(address.value)} is no declared location`, { evidence: address.value });
      return location.jurisdiction === jurisdiction.name
        ? pass()
        : fail(
            `${pool.resource.address} sends ${jurisdiction.name} traffic to ${location.name} in ${location.jurisdiction}`,
            {
              evidence: { pool: pool.resource.id, origin: address.value },
            },
          );
    }),
  );
}

/** An anycast edge ends TLS wherever the client is, unless the host is pinned to a region. */
function judgeTermination(host: string, { name, regionKey }: DeclaredJurisdiction, graph: ArtifactGraph): Verdict {
  if (regionKey === null) return pass();
  const pinned = graph.terraform('cloudflare_regional_hostname').filter(({ written }) => written['hostname'] === host);
  if (pinned.length === 0) return unknown(`where TLS of ${host} ends is not said; ${name} asks for ${regionKey}`);
  const wrong = pinned.find(({ written }) => written['region_key'] !== regionKey);
  return wrong === undefined
    ? pass()
    : fail(`TLS of ${host} ends in ${inWords(wrong.written['region_key'])}`, {
        evidence: wrong.written['region_key'] ?? null,
      });
}
