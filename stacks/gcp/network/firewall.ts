import { ComputeFirewall } from '@cdktf/provider-google/lib/compute-firewall/index.js';
import type { ComputeNetwork } from '@cdktf/provider-google/lib/compute-network/index.js';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { nodeTag } from '../location-names.js';
import { ingressRules, type IngressRule } from './firewall-rules.js';

const ALLOW_PRIORITY = 1_000;
/** Just before the implied rule of the network, which denies the same but writes no log. */
const DENY_PRIORITY = 65_534;
const LOGGED = { metadata: 'INCLUDE_ALL_METADATA' };

export interface FirewallProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
  readonly vpc: ComputeNetwork;
}

/** Default deny, and one rule for each declared way in. */
export function defineFirewall(stack: PlatformStack, { platform, location, vpc }: FirewallProps): void {
  new ComputeFirewall(stack, 'deny-ingress', {
    name: `${location.clusterName}-deny-ingress`,
    description: 'Drops and logs whatever no other rule admits',
    network: vpc.id,
    direction: 'INGRESS',
    priority: DENY_PRIORITY,
    sourceRanges: ['0.0.0.0/0'],
    deny: [{ protocol: 'all' }],
    logConfig: LOGGED,
  });
  for (const rule of ingressRules(platform, location)) defineIngress(stack, location, vpc, rule);
}

function defineIngress(stack: PlatformStack, location: GcpLocation, vpc: ComputeNetwork, rule: IngressRule): void {
  new ComputeFirewall(stack, `allow-${rule.name}`, {
    name: `${location.clusterName}-allow-${rule.name}`,
    description: rule.description,
    network: vpc.id,
    direction: 'INGRESS',
    priority: ALLOW_PRIORITY,
    sourceRanges: [...rule.sources],
    targetTags: [nodeTag(location)],
    allow: rule.allow.map(({ protocol, ports }) =>
      ports === undefined ? { protocol } : { protocol, ports: [...ports] },
    ),
    logConfig: LOGGED,
  });
}
