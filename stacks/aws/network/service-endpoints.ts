import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group/index.js';
import { VpcEndpoint, type VpcEndpointConfig } from '@cdktf/provider-aws/lib/vpc-endpoint/index.js';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js';
import type { AwsLocation } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { ofTier, type AddressSpace } from './address-space.js';
import { endpointPerimeter } from './endpoint-perimeter.js';
import type { RoutedSubnet } from './routes.js';

/** Reached by a route; free of charge. */
export const GATEWAY_SERVICES = ['dynamodb', 's3'] as const;

/** Reached by an address in every zone: what nodes, add-ons and services call, also while the NAT gateways are down. */
export const INTERFACE_SERVICES = [
  'autoscaling',
  'ec2',
  'ecr.api',
  'ecr.dkr',
  'eks',
  'eks-auth',
  'elasticloadbalancing',
  'kms',
  'logs',
  'secretsmanager',
  'sts',
] as const;

/** AWS's own APIs, reached without leaving the network. */
export function defineServiceEndpoints(
  stack: PlatformStack,
  location: AwsLocation,
  space: AddressSpace,
  routed: readonly RoutedSubnet[],
): void {
  const routeTableIds = routed.map(({ table }) => table.id);
  for (const service of GATEWAY_SERVICES) {
    defineEndpoint(stack, location, space, service, { vpcEndpointType: 'Gateway', routeTableIds });
  }
  const guard = defineEndpointGuard(stack, location, space);
  const subnetIds = ofTier(space.subnets, 'private').map((subnet) => subnet.resource.id);
  for (const service of INTERFACE_SERVICES) {
    defineEndpoint(stack, location, space, service, {
      vpcEndpointType: 'Interface',
      privateDnsEnabled: true,
      securityGroupIds: [guard.id],
      subnetIds,
    });
  }
}

function defineEndpoint(
  stack: PlatformStack,
  location: AwsLocation,
  { vpc }: AddressSpace,
  service: string,
  shape: Partial<VpcEndpointConfig>,
): void {
  new VpcEndpoint(stack, `endpoint-${service.replace('.', '-')}`, {
    ...shape,
    vpcId: vpc.id,
    serviceName: `com.amazonaws.${location.region}.${service}`,
    policy: endpointPerimeter(location, service),
    tags: { Name: `${stack.planned.name}-${service}` },
  });
}

/** Only addresses of the location reach its endpoints, and endpoints open no connections themselves. */
function defineEndpointGuard(stack: PlatformStack, location: AwsLocation, { vpc }: AddressSpace): SecurityGroup {
  const guard = new SecurityGroup(stack, 'endpoints', {
    name: `${stack.planned.name}-endpoints`,
    description: 'Interface endpoints of AWS services',
    vpcId: vpc.id,
    tags: { Name: `${stack.planned.name}-endpoints` },
  });
  for (const range of ['network', 'pods'] as const) {
    new VpcSecurityGroupIngressRule(stack, `endpoints-from-${range}`, {
      securityGroupId: guard.id,
      description: `TLS from the ${range} range`,
      cidrIpv4: location.addresses[range],
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
    });
  }
  return guard;
}
