import { Subnet as AwsSubnet } from '@cdktf/provider-aws/lib/subnet/index.js';
import { VpcIpv4CidrBlockAssociation } from '@cdktf/provider-aws/lib/vpc-ipv4-cidr-block-association/index.js';
import { Vpc } from '@cdktf/provider-aws/lib/vpc/index.js';
import type { AwsLocation, Subnet } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { durableLifecycle } from '../durable.js';

/** A planned subnet together with the resource that realizes it. */
export interface PlacedSubnet {
  readonly plan: Subnet;
  readonly resource: AwsSubnet;
}

export interface AddressSpace {
  readonly vpc: Vpc;
  readonly subnets: readonly PlacedSubnet[];
}

/** The VPC, its second range for nodes and pods, and every planned subnet in its zone. */
export function defineAddressSpace(stack: PlatformStack, location: AwsLocation): AddressSpace {
  const vpc = new Vpc(stack, 'vpc', {
    cidrBlock: location.addresses.network,
    enableDnsHostnames: true,
    enableDnsSupport: true,
    enableNetworkAddressUsageMetrics: true,
    tags: { Name: stack.planned.name },
    lifecycle: durableLifecycle(location),
  });
  const podRange = new VpcIpv4CidrBlockAssociation(stack, 'pod-range', {
    vpcId: vpc.id,
    cidrBlock: location.addresses.pods,
  });
  const subnets = location.subnets.map((plan) => ({
    plan,
    resource: new AwsSubnet(stack, plan.name, {
      vpcId: vpc.id,
      cidrBlock: plan.cidr,
      // Zone ids mean the same place in every account; zone names are shuffled for each.
      availabilityZoneId: plan.zone,
      mapPublicIpOnLaunch: false,
      tags: { Name: `${stack.planned.name}-${plan.name}`, tier: plan.tier, ...discoveryTags(plan, location) },
      dependsOn: [podRange],
    }),
  }));
  return { vpc, subnets };
}

/** The subnets of one tier, in the order of the zones. */
export function ofTier(subnets: readonly PlacedSubnet[], tier: Subnet['tier']): readonly PlacedSubnet[] {
  return subnets.filter((subnet) => subnet.plan.tier === tier);
}

/** Controllers in the cluster find the subnets of load balancers and nodes by these tags. */
function discoveryTags(plan: Subnet, { clusterName }: AwsLocation): Readonly<Record<string, string>> {
  const shared = { [`kubernetes.io/cluster/${clusterName}`]: 'shared' };
  switch (plan.tier) {
    case 'public':
      return { ...shared, 'kubernetes.io/role/elb': '1' };
    case 'private':
      return { ...shared, 'kubernetes.io/role/internal-elb': '1', 'karpenter.sh/discovery': clusterName };
    default:
      return {};
  }
}
