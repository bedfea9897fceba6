import type { Attributes, Value } from '../../../engine/attributes.js';
import { inWords, isObject, listAt, member } from '../../../engine/json.js';
import type { Manifest } from '../../../engine/manifest.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';

/** One hole in a perimeter: who may come in, and to which ports. */
export interface IngressOpening {
  readonly sources: readonly Value[];
  /** `tcp 443`, or `all` for any protocol or port. */
  readonly ports: readonly string[];
}

/** Every opening that a Terraform resource makes for traffic from outside of it. */
export function openingsOf(resource: TerraformResource): readonly IngressOpening[] {
  switch (resource.kind) {
    case 'aws_security_group':
    case 'aws_default_security_group':
      return resource.blocks('ingress').map(securityGroupOpening);
    case 'aws_security_group_rule':
      return resource.written['type'] === 'egress' ? [] : [securityGroupOpening(resource)];
    case 'aws_vpc_security_group_ingress_rule':
      return [
        {
          sources: present([resource.value('cidr_ipv4'), resource.value('cidr_ipv6')]),
          ports: [portText(resource, 'ip_protocol')],
        },
      ];
    default:
      return firewallOpenings(resource);
  }
}

const securityGroupOpening = (block: Attributes): IngressOpening => ({
  sources: [...block.values('cidr_blocks'), ...block.values('ipv6_cidr_blocks')],
  ports: [portText(block, 'protocol')],
});

function firewallOpenings(firewall: TerraformResource): readonly IngressOpening[] {
  if (firewall.written['direction'] === 'EGRESS') return [];
  const allowed = firewall.blocks('allow');
  if (allowed.length === 0) return [];
  const narrowed = firewall.values('source_tags').length + firewall.values('source_service_accounts').length > 0;
  const written = firewall.values('source_ranges');
  // A rule without sources applies to everybody, unless tags or accounts narrow it.
  const everybody: Value = { state: 'known', value: '0.0.0.0/0' };
  return [
    {
      sources: written.length === 0 && !narrowed ? [everybody] : written,
      ports: allowed.flatMap(({ written: rule }) => {
        const ports = listAt(rule, 'ports');
        return ports.length === 0 ? ['all'] : ports.map((port) => `${inWords(rule['protocol'])} ${inWords(port)}`);
      }),
    },
  ];
}

/** A Service that a cloud load balancer or every node publishes; undefined for cluster-internal ones. */
export function publishedService(service: Manifest): IngressOpening | undefined {
  const type = service.text('spec.type');
  if (type !== 'LoadBalancer' && type !== 'NodePort') return undefined;
  const internal =
    service.annotation('service.beta.kubernetes.io/aws-load-balancer-scheme') === 'internal' ||
    service.annotation('service.beta.kubernetes.io/aws-load-balancer-internal') === 'true' ||
    service.annotation('networking.gke.io/load-balancer-type') === 'Internal';
  if (type === 'LoadBalancer' && internal) return undefined;
  const ranges = type === 'NodePort' ? [] : service.texts('spec.loadBalancerSourceRanges');
  const sources = ranges.length === 0 ? ['0.0.0.0/0'] : ranges;
  return {
    sources: sources.map((value) => ({ state: 'known', value })),
    ports: service
      .list('spec.ports')
      .filter(isObject)
      .map((port) => `${inWords(member(port, 'protocol') ?? 'TCP').toLowerCase()} ${inWords(member(port, 'port'))}`),
  };
}

function portText(block: Attributes, protocolKey: string): string {
  const { from_port: from, to_port: to, [protocolKey]: protocol } = block.written;
  if (protocol === '-1' || protocol === 'all' || from === undefined) return 'all';
  return `${inWords(protocol)} ${from === to ? inWords(from) : `${inWords(from)}-${inWords(to)}`}`;
}

const present = (values: readonly Value[]): readonly Value[] => values.filter(({ state }) => state !== 'absent');
