import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { linksOf } from '../../../services/definition/links.js';
import { ciRoleName } from '../../../services/definition/ci-names.js';
import { peeringRole } from '../../../services/definition/names.js';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { policyDocument } from '../policy-document.js';

/** What accepting a peering and routing into it takes; each acts on a gateway, an attachment or a route table. */
const CHANGE_PEERING = [
  'AcceptTransitGatewayPeeringAttachment',
  'AssociateTransitGatewayRouteTable',
  'CreateTransitGatewayRoute',
  'DeleteTransitGatewayPeeringAttachment',
  'DeleteTransitGatewayRoute',
  'DisassociateTransitGatewayRouteTable',
  'GetTransitGatewayRouteTableAssociations',
  'SearchTransitGatewayRoutes',
].map((action) => `ec2:${action}`);

/** Actions that EC2 offers for every resource or none. */
const FIND_TRANSIT = [
  'DescribeTransitGatewayAttachments',
  'DescribeTransitGatewayPeeringAttachments',
  'DescribeTransitGatewayRouteTables',
  'DescribeTransitGateways',
].map((action) => `ec2:${action}`);

/**
 * Lets CI of the location that asks for a peering accept it here: each location has an account of its own, and the peering's stack works in
 * both. Made only at the end that is asked.
 */
export function definePeeringRole(stack: PlatformStack, platform: Platform, location: AwsLocation): void {
  const environment = platform.environment.name;
  const asking = linksOf(platform.locations).flatMap(({ from, to }) =>
    to.name === location.name && from.cloud === 'aws' ? [from] : [],
  );
  if (asking.length === 0) return;
  const role = new IamRole(stack, 'peering-role', {
    name: peeringRole(environment, location.name),
    description: `Accepts peerings with the transit gateway of ${location.name}`,
    assumeRolePolicy: policyDocument(
      asking.map(({ name, account }) => ({
        Sid: `TrustCiOf${name}`,
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: 'sts:AssumeRole',
        Condition: {
          ArnEquals: {
            'aws:PrincipalArn': (['plan', 'deploy'] as const).map(
              (purpose) => `arn:aws:iam::${account}:role/${ciRoleName(environment, name, purpose)}`,
            ),
          },
        },
      })),
    ),
  });
  new IamRolePolicy(stack, 'peering-permissions', {
    name: 'accept-peerings',
    role: role.name,
    policy: policyDocument([
      { Sid: 'FindTransit', Effect: 'Allow', Action: FIND_TRANSIT, Resource: '*' },
      {
        Sid: 'ChangePeering',
        Effect: 'Allow',
        Action: CHANGE_PEERING,
        Resource: ['transit-gateway', 'transit-gateway-attachment', 'transit-gateway-route-table'].map((type) =>
          arnOf(location, type),
        ),
      },
      {
        Sid: 'TagPeering',
        Effect: 'Allow',
        Action: ['ec2:CreateTags', 'ec2:DeleteTags'],
        Resource: arnOf(location, 'transit-gateway-attachment'),
      },
    ]),
  });
}

const arnOf = ({ region, account }: AwsLocation, type: string): string => `arn:aws:ec2:${region}:${account}:${type}/*`;
