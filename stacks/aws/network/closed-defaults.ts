import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group/index.js';
import { NetworkAcl } from '@cdktf/provider-aws/lib/network-acl/index.js';
import type { AwsLocation } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { ofTier, type AddressSpace } from './address-space.js';

/** Rule numbers leave room between them for an emergency denial. */
const RULE_STEP = 100;

/**
 * Takes back what AWS opens by default. A resource without a security group gets one that lets nothing through, and the
 * isolated tier talks to addresses of the location only, whatever its security groups say. Public and private subnets
 * keep the default network ACL: ACLs are stateless, and NAT gateways use every port above 1023 for replies.
 */
export function closeDefaults(stack: PlatformStack, location: AwsLocation, { vpc, subnets }: AddressSpace): void {
  new DefaultSecurityGroup(stack, 'default-security-group', {
    vpcId: vpc.id,
    tags: { Name: `${stack.planned.name}-default-closed` },
  });
  const rules = [location.addresses.network, location.addresses.pods].map((cidrBlock, index) => ({
    action: 'allow',
    cidrBlock,
    protocol: '-1',
    fromPort: 0,
    toPort: 0,
    ruleNo: (index + 1) * RULE_STEP,
  }));
  new NetworkAcl(stack, 'isolated-acl', {
    vpcId: vpc.id,
    subnetIds: ofTier(subnets, 'isolated').map((subnet) => subnet.resource.id),
    ingress: rules,
    egress: rules,
    tags: { Name: `${stack.planned.name}-isolated` },
  });
}
