import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group/index.js';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js';
import type { AwsLocation } from '../../services/definition/platform.js';
import type { PlatformStack } from '../platform-stack.js';

export interface BrokerGuardProps {
  readonly location: AwsLocation;
  readonly vpcId: string;
  /** What answers on which port. */
  readonly ports: Readonly<Record<string, number>>;
}

/** Only nodes and pods of the location reach its brokers, and brokers open no connections themselves. */
export function defineBrokerGuard(stack: PlatformStack, { location, vpcId, ports }: BrokerGuardProps): SecurityGroup {
  const guard = new SecurityGroup(stack, 'brokers', {
    name: `${stack.planned.name}-brokers`,
    description: `Kafka of ${location.name}`,
    vpcId,
    tags: { Name: `${stack.planned.name}-brokers` },
  });
  for (const [what, port] of Object.entries(ports)) {
    new VpcSecurityGroupIngressRule(stack, `brokers-${what}`, {
      securityGroupId: guard.id,
      description: `${what} from nodes and pods`,
      cidrIpv4: location.addresses.pods,
      ipProtocol: 'tcp',
      fromPort: port,
      toPort: port,
    });
  }
  return guard;
}
