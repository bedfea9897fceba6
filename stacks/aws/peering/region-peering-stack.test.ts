import { describe, expect, it } from 'vitest';
import { linkedRanges } from '../../../services/definition/links.js';
import {
  awsLocation,
  found,
  platformOf,
  resourceCounts,
  resourcesOf,
  synthesized,
} from '../../testing/synthesized-stacks.js';

const production = platformOf('production');
const [use1, usw2] = [awsLocation(production, 'use1'), awsLocation(production, 'usw2')];
const stacks = synthesized([production]);
const stack = found(stacks.get('production-use1-usw2-links'), 'peering');

describe('RegionPeeringStack', () => {
  it('joins two gateways and routes each range to its end', () => {
    expect(resourceCounts(stack)).toEqual({
      aws_ec2_transit_gateway_peering_attachment: 1,
      aws_ec2_transit_gateway_peering_attachment_accepter: 1,
      aws_ec2_transit_gateway_route: 4,
      aws_ec2_transit_gateway_route_table_association: 2,
    });
    const routes = resourcesOf(stack, 'aws_ec2_transit_gateway_route');
    const cidrs = (end: string) =>
      Object.entries(routes)
        .filter(([name]) => name.startsWith(`${end}-to-`))
        .map(([, route]) => route['destination_cidr_block']);
    expect(cidrs('use1')).toEqual(linkedRanges(usw2).map(({ cidr }) => cidr));
    expect(cidrs('usw2')).toEqual(linkedRanges(use1).map(({ cidr }) => cidr));
    for (const [name, route] of Object.entries(routes)) {
      expect(route['transit_gateway_route_table_id']).toMatch(
        new RegExp(`${name.slice(0, 4)}-transit-inside\\.id\\}$`),
      );
      expect(route['provider']).toBe(name.startsWith('usw2') ? 'aws.usw2' : undefined);
    }
  });

  it('works in both accounts, in the other one by the role made for it', () => {
    expect(stack.provider['aws']).toMatchObject([
      { region: 'us-east-1', allowed_account_ids: [use1.account] },
      {
        alias: 'usw2',
        region: 'us-west-2',
        allowed_account_ids: [usw2.account],
        assume_role: [{ role_arn: `arn:aws:iam::${usw2.account}:role/finflow-production-usw2-peering` }],
      },
    ]);
    const network = (name: string) => found(stacks.get(`production-${name}-network`), name);
    const role = found(resourcesOf(network('usw2'), 'aws_iam_role')['peering-role'], 'role');
    expect(role['name']).toBe('finflow-production-usw2-peering');
    expect(role['assume_role_policy']).toContain(`arn:aws:iam::${use1.account}:role/ci-production-use1-deploy`);
    expect(resourcesOf(network('use1'), 'aws_iam_role')).not.toHaveProperty('peering-role');
  });

  it('reads the state of neither end', () => {
    expect(Object.keys(stack.data).sort()).toEqual(['aws_ec2_transit_gateway', 'aws_ec2_transit_gateway_route_table']);
  });
});
