import type { EksCluster } from '@cdktf/provider-aws/lib/eks-cluster/index.js';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js';
import { linkedRanges, peersOf } from '../../../services/definition/links.js';
import { PEER_PORTS } from '../../../services/definition/peer-ports.js';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';

export interface PeerIngressProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
  readonly cluster: EksCluster;
}

/** What the other locations of the jurisdiction reach on the nodes, in the security group that EKS gives them. */
export function definePeerIngress(stack: PlatformStack, { platform, location, cluster }: PeerIngressProps): void {
  for (const peer of peersOf(platform.locations, location.name)) {
    for (const range of linkedRanges(peer)) {
      for (const { name, port, description } of PEER_PORTS) {
        new VpcSecurityGroupIngressRule(stack, `${name}-from-${peer.name}-${range.name}`, {
          securityGroupId: cluster.vpcConfig.clusterSecurityGroupId,
          description: `${peer.name}, ${description}`,
          cidrIpv4: range.cidr,
          ipProtocol: 'tcp',
          fromPort: port,
          toPort: port,
        });
      }
    }
  }
}
