import { describe, expect, it } from 'vitest';
import {
  awsLocation,
  found,
  platformOf,
  resourceCounts,
  resourceOf,
  resourcesOf,
  synthesized,
} from '../../testing/synthesized-stacks.js';

const production = platformOf('production');
const use1 = awsLocation(production, 'use1');
const stack = found(synthesized([production]).get('production-use1-network'), 'stack');

describe('AwsNetworkStack', () => {
  it('builds three tiers in three zones, and nothing besides', () => {
    expect(resourceCounts(stack)).toEqual({
      aws_cloudwatch_log_group: 1,
      aws_default_security_group: 1,
      aws_ec2_transit_gateway: 1,
      aws_ec2_transit_gateway_route: 2,
      aws_ec2_transit_gateway_route_table: 2,
      aws_ec2_transit_gateway_route_table_association: 1,
      aws_ec2_transit_gateway_vpc_attachment: 1,
      aws_eip: 3,
      aws_flow_log: 1,
      aws_iam_role: 1,
      aws_iam_role_policy: 1,
      aws_internet_gateway: 1,
      aws_kms_alias: 1,
      aws_kms_key: 1,
      aws_nat_gateway: 3,
      aws_network_acl: 1,
      aws_route: 18,
      aws_route53_zone: 1,
      aws_route_table: 9,
      aws_route_table_association: 9,
      aws_security_group: 1,
      aws_subnet: 9,
      aws_vpc: 1,
      aws_vpc_endpoint: 14,
      aws_vpc_ipv4_cidr_block_association: 1,
      aws_vpc_security_group_ingress_rule: 2,
    });
  });

  it('takes its ranges and subnets from the address plan, by zone id', () => {
    expect(resourceOf(stack, 'aws_vpc', 'vpc')['cidr_block']).toBe(use1.addresses.network);
    expect(resourceOf(stack, 'aws_vpc_ipv4_cidr_block_association', 'pod-range')['cidr_block']).toBe(
      use1.addresses.pods,
    );
    for (const { name, cidr, zone } of use1.subnets) {
      expect(resourceOf(stack, 'aws_subnet', name)).toMatchObject({
        availability_zone_id: zone,
        cidr_block: cidr,
        map_public_ip_on_launch: false,
      });
    }
  });

  it('tags subnets for the load balancers and nodes of its own cluster', () => {
    const tagsOf = (name: string): unknown => resourceOf(stack, 'aws_subnet', name)['tags'];
    const shared = { 'kubernetes.io/cluster/finflow-production-use1': 'shared' };
    expect(tagsOf('public-use1-az1')).toMatchObject({ ...shared, 'kubernetes.io/role/elb': '1' });
    expect(tagsOf('private-use1-az1')).toMatchObject({
      ...shared,
      'karpenter.sh/discovery': 'finflow-production-use1',
      'kubernetes.io/role/internal-elb': '1',
    });
    expect(tagsOf('isolated-use1-az1')).toEqual({
      Name: 'production-use1-network-isolated-use1-az1',
      tier: 'isolated',
    });
  });

  it('routes private subnets through the NAT gateway of their own zone', () => {
    for (const zone of use1.zones) {
      expect(resourceOf(stack, 'aws_route', `private-${zone}-nat`)).toMatchObject({
        nat_gateway_id: `\${aws_nat_gateway.nat-${zone}.id}`,
        route_table_id: `\${aws_route_table.private-${zone}-routes.id}`,
      });
      expect(resourceOf(stack, 'aws_nat_gateway', `nat-${zone}`)['subnet_id']).toBe(`\${aws_subnet.public-${zone}.id}`);
    }
  });

  it('reaches the ranges of its peers, and nothing else, through a gateway that opens nothing by itself', () => {
    expect(resourceOf(stack, 'aws_ec2_transit_gateway', 'transit')).toMatchObject({
      amazon_side_asn: use1.asn,
      auto_accept_shared_attachments: 'disable',
      default_route_table_association: 'disable',
      default_route_table_propagation: 'disable',
      tags: { Name: 'finflow-production-use1-transit' },
    });
    const peers = ['usw2', 'usc1'].map((name) =>
      found(
        production.locations.find((each) => each.name === name),
        name,
      ),
    );
    const through = Object.values(resourcesOf(stack, 'aws_route')).filter((route) => 'transit_gateway_id' in route);
    expect(new Set(through.map((route) => route['destination_cidr_block']))).toEqual(
      new Set(peers.flatMap(({ addresses }) => [addresses.network, addresses.pods])),
    );
    for (const route of through) expect(route['route_table_id']).toMatch(/^\$\{aws_route_table\.private-/);
  });

  it('lets no peer pass through to another one', () => {
    const routes = Object.values(resourcesOf(stack, 'aws_ec2_transit_gateway_route'));
    expect(routes.map((route) => route['destination_cidr_block'])).toEqual([
      use1.addresses.network,
      use1.addresses.pods,
    ]);
    for (const route of routes) {
      expect(route['transit_gateway_route_table_id']).toBe(
        '${aws_ec2_transit_gateway_route_table.transit-routes-peers.id}',
      );
    }
    expect(resourceOf(stack, 'aws_ec2_transit_gateway_route_table_association', 'transit-from-inside')).toMatchObject({
      transit_gateway_route_table_id: '${aws_ec2_transit_gateway_route_table.transit-routes-inside.id}',
    });
  });

  it('has no transit gateway where there is no peer', () => {
    const local = found(synthesized([platformOf('local')]).get('local-use1-network'), 'local');
    expect(Object.keys(local.resource).filter((type) => type.includes('transit'))).toEqual([]);
  });

  it('gives isolated subnets no way out', () => {
    const routed = Object.values(resourcesOf(stack, 'aws_route')).map((route) => String(route['route_table_id']));
    expect(routed.filter((table) => table.includes('isolated'))).toEqual([]);
    const open = { action: 'allow', protocol: '-1' };
    const inside = [
      { ...open, cidr_block: use1.addresses.network },
      { ...open, cidr_block: use1.addresses.pods },
    ];
    expect(resourceOf(stack, 'aws_network_acl', 'isolated-acl')).toMatchObject({ ingress: inside, egress: inside });
  });

  it('closes the default security group', () => {
    const group = resourceOf(stack, 'aws_default_security_group', 'default-security-group');
    expect(Object.keys(group).sort()).toEqual(['//', 'tags', 'vpc_id'].filter((key) => key in group));
    expect(group).not.toHaveProperty('ingress');
    expect(group).not.toHaveProperty('egress');
  });

  it('reaches AWS in every zone without leaving the network', () => {
    expect(resourceOf(stack, 'aws_vpc_endpoint', 'endpoint-secretsmanager')).toMatchObject({
      private_dns_enabled: true,
      security_group_ids: ['${aws_security_group.endpoints.id}'],
      service_name: 'com.amazonaws.us-east-1.secretsmanager',
      subnet_ids: use1.zones.map((zone) => `\${aws_subnet.private-${zone}.id}`),
      vpc_endpoint_type: 'Interface',
    });
    expect(resourceOf(stack, 'aws_vpc_endpoint', 'endpoint-s3')['route_table_ids']).toHaveLength(9);
  });

  it('records every connection', () => {
    expect(resourceOf(stack, 'aws_flow_log', 'flow-log')).toMatchObject({
      log_destination: '${aws_cloudwatch_log_group.flow-logs.arn}',
      max_aggregation_interval: 60,
      traffic_type: 'ALL',
    });
  });
});
