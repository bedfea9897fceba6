import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group/index.js';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js';
import type { AwsLocation, Environment } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';

/** Who besides the nodes reaches the private API of the cluster: the environment's administration networks, by TLS. */
export function defineControlPlaneGuard(
  stack: PlatformStack,
  { clusterName }: AwsLocation,
  vpcId: string,
  adminNetworks: Environment['kubernetes']['adminNetworks'],
): SecurityGroup {
  const guard = new SecurityGroup(stack, 'control-plane', {
    name: `${clusterName}-control-plane`,
    description: `Administration of ${clusterName}`,
    vpcId,
    tags: { Name: `${clusterName}-control-plane` },
  });
  for (const network of adminNetworks) {
    new VpcSecurityGroupIngressRule(stack, `control-plane-from-${network.name}`, {
      securityGroupId: guard.id,
      description: `Kubernetes API for ${network.name}`,
      cidrIpv4: network.cidr,
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
    });
  }
  return guard;
}
