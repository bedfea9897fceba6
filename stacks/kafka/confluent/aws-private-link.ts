import { DataAwsAvailabilityZone } from '@cdktf/provider-aws/lib/data-aws-availability-zone/index.js';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record/index.js';
import { Route53Zone } from '@cdktf/provider-aws/lib/route53-zone/index.js';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint/index.js';
import { Fn, Token } from 'cdktf';
import { kafkaHost } from '../../../services/definition/names.js';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import type { AwsNetworkStack } from '../../aws/network/aws-network-stack.js';
import { INTERNAL_ZONE_ID, readNetwork, subnetId, VPC_ID } from '../../aws/network/network-outputs.js';
import type { PlatformStack } from '../../platform-stack.js';
import { defineBrokerGuard } from '../broker-guard.js';
import type { ConfluentConnection } from './confluent-network.js';

/** A moved endpoint is found again within a minute. */
const TTL_SECONDS = 60;
/** Kafka, and the API through which topics are managed. */
const PORTS = { kafka: 9092, rest: 443 };

export interface AwsPrivateLinkProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
  readonly network: ConfluentConnection;
  /** The stack of the VPC that the endpoint stands in. */
  readonly vpc: AwsNetworkStack;
}

/** The way from the location's VPC to its brokers: an endpoint in every zone, and the brokers' own names leading to it. */
export function defineAwsPrivateLink(stack: PlatformStack, props: AwsPrivateLinkProps): void {
  const { platform, location, network: connection, vpc } = props;
  const published = readNetwork(stack, vpc);
  const vpcId = published.getString(VPC_ID);
  const guard = defineBrokerGuard(stack, { location, vpcId, ports: PORTS });
  const endpoint = new VpcEndpoint(stack, 'brokers-endpoint', {
    vpcId,
    serviceName: connection.network.awsEndpointService,
    vpcEndpointType: 'Interface',
    subnetIds: location.subnets
      .filter(({ tier }) => tier === 'isolated')
      .map((subnet) => published.getString(subnetId(subnet))),
    securityGroupIds: [guard.id],
    // AWS only knows the names of its own services; the brokers' names are in the zone below.
    privateDnsEnabled: false,
    tags: { Name: stack.planned.name },
    dependsOn: [connection.access],
  });
  const endpointName = endpoint.dnsEntry.get(0).dnsName;
  const zone = new Route53Zone(stack, 'brokers-zone', {
    name: connection.network.dnsDomain,
    comment: `Brokers of ${location.name} as its VPC reaches them`,
    vpc: [{ vpcId }],
    tags: { Name: stack.planned.name },
  });
  defineAlias(stack, 'brokers-any', zone.zoneId, `*.${connection.network.dnsDomain}`, endpointName);
  for (const id of location.zones) {
    const { name } = new DataAwsAvailabilityZone(stack, `zone-${id}`, { zoneId: id });
    const target = zonalName(endpointName, name);
    defineAlias(stack, `brokers-${id}`, zone.zoneId, `*.${id}.${connection.network.dnsDomain}`, target);
  }
  const host = kafkaHost(location.name, platform.environment.domain);
  defineAlias(stack, 'bootstrap', published.getString(INTERNAL_ZONE_ID), host, endpointName);
}

function defineAlias(stack: PlatformStack, id: string, zoneId: string, name: string, target: string): void {
  new Route53Record(stack, id, { zoneId, name, type: 'CNAME', ttl: TTL_SECONDS, records: [target] });
}

/** `vpce-0a1b.vpce-svc-0c.us-east-1…` of one zone: `vpce-0a1b-us-east-1a.vpce-svc-0c.us-east-1…`. */
function zonalName(endpointName: string, zoneName: string): string {
  const first = Token.asString(Fn.element(Fn.split('.', endpointName), 0));
  return Fn.replace(endpointName, first, Fn.join('-', [first, zoneName]));
}
