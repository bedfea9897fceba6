import { judgeValue } from '../../../engine/attributes.js';
import type { ArtifactGraph } from '../../../engine/graph.js';
import { inWords, type Json } from '../../../engine/json.js';
import { fail, gravest, pass, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';

const SETTINGS = 'cloudflare_zone_setting';
const ORIGIN_PULLS = 'cloudflare_authenticated_origin_pulls_settings';
const MONITOR = 'cloudflare_load_balancer_monitor';

/** What each setting of a zone must be, and what goes wrong otherwise. */
const REQUIRED: Readonly<Record<string, { readonly values: readonly Json[]; readonly otherwise: string }>> = {
  min_tls_version: { values: ['1.2', '1.3'], otherwise: 'clients may use a TLS version below 1.2' },
  ssl: { values: ['strict', 'origin_pull'], otherwise: 'certificates of the origins are not verified' },
  always_use_https: { values: ['on'], otherwise: 'plain HTTP is answered' },
};

/** Both legs of a request: from the client to the edge, and from the edge to the origin. */
export const edgeTls = defineRule<TerraformResource>({
  id: 'ENC-005',
  area: 'encryption',
  severity: 'critical',
  title: 'the edge speaks TLS 1.2 or later and verifies its origins',
  risk: 'card data and tokens cross open networks readable, or reach an impostor',
  fix: 'set min_tls_version 1.2, ssl strict, always_use_https and authenticated origin pulls on the zone',
  population: 'load balancers of the edge',
  covers: [
    'cloudflare_load_balancer',
    SETTINGS,
    ORIGIN_PULLS,
    'cloudflare_authenticated_origin_pulls_certificate',
    MONITOR,
  ],
  crossDomain: false,
  waivable: false,
  select: (graph) => graph.terraform('cloudflare_load_balancer'),
  check: (balancer, graph) =>
    gravest([
      ...Object.keys(REQUIRED).map((setting) => judgeSetting(setting, balancer, graph)),
      judgeOriginPulls(balancer, graph),
      ...graph
        .terraform(MONITOR)
        .filter(({ stack }) => stack === balancer.stack)
        .map(judgeMonitor),
    ]),
});

function judgeSetting(setting: string, balancer: TerraformResource, graph: ArtifactGraph): Verdict {
  const required = REQUIRED[setting];
  const written = graph
    .terraform(SETTINGS)
    .filter((candidate) => sameZone(candidate, balancer) && candidate.written['setting_id'] === setting);
  if (required === undefined || written.length === 0)
    return fail(`${setting} is not set: ${required?.otherwise ?? ''}`, { evidence: { [setting]: null } });
  return gravest(
    written.map((candidate) =>
      judgeValue(candidate.value('value'), (value) =>
        value !== undefined && required.values.includes(value)
          ? pass()
          : fail(`${setting} is ${inWords(value)}: ${required.otherwise}`, { evidence: { [setting]: value ?? null } }),
      ),
    ),
  );
}

function judgeOriginPulls(balancer: TerraformResource, graph: ArtifactGraph): Verdict {
  const pulls = graph.terraform(ORIGIN_PULLS).filter((candidate) => sameZone(candidate, balancer));
  if (pulls.length === 0) return fail('origins accept anybody: authenticated origin pulls are off', { evidence: null });
  return gravest(
    pulls.map((pull) =>
      judgeValue(pull.value('enabled'), (value) =>
        value === true ? pass() : fail('authenticated origin pulls are off', { evidence: value ?? null }),
      ),
    ),
  );
}

const judgeMonitor = (monitor: TerraformResource): Verdict =>
  gravest([
    judgeValue(monitor.value('type'), (type) =>
      type === 'https' ? pass() : fail(`health is asked over ${inWords(type)}`, { evidence: type ?? null }),
    ),
    judgeValue(monitor.value('allow_insecure'), (insecure) =>
      insecure === true ? fail('health checks accept any certificate', { evidence: true }) : pass(),
    ),
  ]);

/** Settings of a zone may stand in any stack that configures it. */
const sameZone = (candidate: TerraformResource, balancer: TerraformResource): boolean =>
  candidate.written['zone_id'] === balancer.written['zone_id'];
