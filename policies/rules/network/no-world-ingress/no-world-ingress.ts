import { isWithin, PRIVATE_RANGES } from '../../../engine/address-range.js';
import { judgeValue } from '../../../engine/attributes.js';
import { Manifest } from '../../../engine/manifest.js';
import { fail, gravest, notApplicable, pass, unknown, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';
import { type IngressOpening, openingsOf, publishedService } from './ingress-opening.js';
import { EDGE_RANGES, HEALTH_CHECK_RANGES } from './published-ranges.js';

const PERIMETER_TYPES = [
  'aws_security_group',
  'aws_default_security_group',
  'aws_security_group_rule',
  'aws_vpc_security_group_ingress_rule',
  'google_compute_firewall',
] as const;

/** Holds every opening of both clouds and of the clusters against the one registered way in. */
export const noWorldIngress = defineRule<TerraformResource | Manifest>({
  id: 'NET-003',
  area: 'network',
  severity: 'critical',
  title: 'only the registered edge reaches in from the internet, on port 443',
  risk: 'traffic that goes around the edge meets no firewall, no rate limit and no bot defence',
  fix: 'narrow the sources to private ranges, or to the published ranges of the edge on port 443',
  population: 'security groups, firewall rules and published Kubernetes Services',
  covers: [...PERIMETER_TYPES, 'Service'],
  crossDomain: true,
  waivable: true,
  select: (graph) => [...graph.terraform(...PERIMETER_TYPES), ...graph.manifests('Service')],
  check: (subject, graph) => {
    const edge = graph.intent.platform.environment.edge !== null;
    if (!(subject instanceof Manifest)) return judgeOpenings(openingsOf(subject), edge);
    const opening = publishedService(subject);
    return opening === undefined ? pass() : judgeOpenings([opening], edge);
  },
});

function judgeOpenings(openings: readonly IngressOpening[], edge: boolean): Verdict {
  if (openings.length === 0) return notApplicable('opens nothing for traffic from outside');
  return gravest(
    openings.flatMap((opening) => opening.sources.map((source) => judgeValue(source, judgeSource(opening, edge)))),
  );
}

const judgeSource =
  ({ ports }: IngressOpening, edge: boolean) =>
  (source: unknown): Verdict => {
    if (typeof source !== 'string') return unknown('a source range is not text');
    const opening = `${ports.join(', ')} is open to ${source}`;
    if (isWithin(source, [...PRIVATE_RANGES, ...HEALTH_CHECK_RANGES])) return pass();
    if (!isWithin(source, EDGE_RANGES)) return fail(opening, { evidence: { source, ports: [...ports] } });
    if (!edge) return fail(`${opening}, but the environment declares no edge`, { evidence: source });
    const others = ports.filter((port) => port !== 'tcp 443');
    return others.length === 0
      ? pass()
      : fail(`the edge may use port 443 only: ${opening}`, { evidence: { source, ports: others } });
  };
