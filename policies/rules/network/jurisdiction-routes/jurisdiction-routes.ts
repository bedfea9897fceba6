import { parseRange } from '../../../engine/address-range.js';
import { judgeValue, type Value } from '../../../engine/attributes.js';
import type { ArtifactGraph } from '../../../engine/graph.js';
import type { DeclaredLocation } from '../../../engine/intent-schema.js';
import { fail, gravest, notApplicable, pass, unknown, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';

/** Where each kind says which addresses it leads to, announces or admits. */
const RANGES = {
  aws_ec2_transit_gateway_route: ['destination_cidr_block'],
  aws_route: ['destination_cidr_block'],
  aws_vpc_security_group_ingress_rule: ['cidr_ipv4'],
  google_compute_firewall: ['source_ranges', 'destination_ranges'],
  google_compute_route: ['dest_range'],
  google_compute_router: ['bgp.0.advertised_ip_ranges'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** What joins networks without naming a range; its ends are judged by the stack that holds them and by its routes. */
const JOINTS = [
  'aws_ec2_transit_gateway',
  'aws_ec2_transit_gateway_peering_attachment',
  'aws_ec2_transit_gateway_peering_attachment_accepter',
  'aws_ec2_transit_gateway_route_table',
  'aws_ec2_transit_gateway_route_table_association',
  'aws_ec2_transit_gateway_route_table_propagation',
  'aws_ec2_transit_gateway_vpc_attachment',
] as const;

/** The gateway of each location must join nothing by itself: what is associated and propagated is written out and judged. */
const BY_ITSELF = [
  'auto_accept_shared_attachments',
  'default_route_table_association',
  'default_route_table_propagation',
] as const;

/** Compares every range that a network leads to, announces or admits with the addresses of the other jurisdictions. */
export const jurisdictionRoutes = defineRule<TerraformResource>({
  id: 'NET-011',
  area: 'network',
  severity: 'critical',
  title: 'no network leads to another jurisdiction',
  risk: 'personal data leaves its jurisdiction by a route that nobody decided on',
  fix: 'remove the route, announcement or opening; locations are joined inside of one jurisdiction only',
  population: 'routes, announcements, ingress rules and transit gateways',
  covers: [...Object.keys(RANGES), ...JOINTS],
  crossDomain: true,
  waivable: false,
  select: (graph) => graph.terraform(...Object.keys(RANGES), ...JOINTS),
  check: (subject, graph) => {
    if (subject.kind === 'aws_ec2_transit_gateway') return judgeGateway(subject);
    const jurisdiction = graph.intent.jurisdictionOf(subject.location);
    if (jurisdiction === undefined)
      return unknown(`${subject.location} belongs to no jurisdiction, or to more than one`);
    const ranges = rangesOf(subject);
    if (ranges.length === 0) return isJoint(subject.kind) ? pass() : notApplicable('names no range of addresses');
    return gravest(ranges.map((range) => judgeValue(range, (cidr) => judgeRange(cidr, jurisdiction.name, graph))));
  },
});

const isJoint = (kind: string): boolean => JOINTS.some((joint) => joint === kind);

function judgeGateway(gateway: TerraformResource): Verdict {
  return gravest(
    BY_ITSELF.map((path) =>
      judgeValue(gateway.value(path), (value) =>
        value === 'disable' ? pass() : fail(`${path} joins whatever is attached`, { evidence: value ?? null }),
      ),
    ),
  );
}

function rangesOf(subject: TerraformResource): readonly Value[] {
  if (subject.kind === 'google_compute_router') {
    return subject
      .blocks('bgp')
      .flatMap((bgp) => bgp.blocks('advertised_ip_ranges'))
      .map((announced) => announced.value('range'));
  }
  const paths = Object.entries(RANGES).find(([kind]) => kind === subject.kind)?.[1] ?? [];
  return paths.flatMap((path) => subject.values(path));
}

function judgeRange(cidr: unknown, jurisdiction: string, graph: ArtifactGraph): Verdict {
  const range = typeof cidr === 'string' ? parseRange(cidr) : undefined;
  if (range === undefined) return pass();
  // The way to the internet is no way to a private network; what lies behind it is judged by NET-003 and NET-004.
  if (range.first === 0 && range.last === 2 ** 32 - 1) return pass();
  const foreign = graph.intent.platform.locations
    .filter((location) => location.jurisdiction !== jurisdiction)
    .filter((location) => addressesOf(location).some((own) => own.first <= range.last && range.first <= own.last));
  const [first] = foreign;
  return first === undefined
    ? pass()
    : fail(`${String(cidr)} is in ${first.name}, which is in ${first.jurisdiction}`, { evidence: String(cidr) });
}

const addressesOf = ({ addresses: { network, pods, services, controlPlane } }: DeclaredLocation) =>
  [network, pods, services, controlPlane ?? ''].flatMap((cidr) => parseRange(cidr) ?? []);
