import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group/index.js';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js';
import { REDIS_PORT } from '../../../services/definition/names.js';
import type { AwsLocation } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';

/** Pods reach the caches and nothing else does; caches open no connections themselves. */
export function defineCacheGuard(stack: PlatformStack, location: AwsLocation, vpcId: string): SecurityGroup {
  const guard = new SecurityGroup(stack, 'redis-guard', {
    name: `${stack.planned.name}-redis`,
    description: `Redis of the services in ${location.clusterName}`,
    vpcId,
    tags: { Name: `${stack.planned.name}-redis` },
  });
  new VpcSecurityGroupIngressRule(stack, 'redis-from-pods', {
    securityGroupId: guard.id,
    description: 'Redis from the pods range',
    cidrIpv4: location.addresses.pods,
    ipProtocol: 'tcp',
    fromPort: REDIS_PORT,
    toPort: REDIS_PORT,
  });
  return guard;
}
