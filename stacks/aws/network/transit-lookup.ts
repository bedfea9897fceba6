import { DataAwsEc2TransitGatewayRouteTable } from '@cdktf/provider-aws/lib/data-aws-ec2-transit-gateway-route-table/index.js';
import { DataAwsEc2TransitGateway } from '@cdktf/provider-aws/lib/data-aws-ec2-transit-gateway/index.js';
import type { TerraformProvider } from 'cdktf';
import { transitGatewayName, transitTableName } from '../../../services/definition/names.js';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';

/** A transit gateway as another stack sees it. */
export interface FoundTransit {
  readonly location: AwsLocation;
  readonly gatewayId: string;
  /** Routes for what comes from inside of the location. */
  readonly insideTableId: string;
  /** Routes for what comes from a peer. */
  readonly peersTableId: string;
  /** Who acts at this end; undefined for the stack's own provider. */
  readonly provider: TerraformProvider | undefined;
}

/** Finds the transit gateway of a location by its tags; its state stays unread, so a link can be planned without it. */
export function findTransit(
  stack: PlatformStack,
  platform: Platform,
  location: AwsLocation,
  provider?: TerraformProvider,
): FoundTransit {
  const environment = platform.environment.name;
  const through = provider === undefined ? {} : { provider };
  const gateway = new DataAwsEc2TransitGateway(stack, `${location.name}-transit`, {
    filter: [
      { name: 'tag:Name', values: [transitGatewayName(environment, location.name)] },
      // A gateway that was replaced is found for another hour, as deleted.
      { name: 'state', values: ['available'] },
    ],
    ...through,
  });
  const tableId = (side: 'inside' | 'peers'): string =>
    new DataAwsEc2TransitGatewayRouteTable(stack, `${location.name}-transit-${side}`, {
      filter: [
        { name: 'tag:Name', values: [transitTableName(environment, location.name, side)] },
        { name: 'state', values: ['available'] },
      ],
      ...through,
    }).id;
  return {
    location,
    provider,
    gatewayId: gateway.id,
    insideTableId: tableId('inside'),
    peersTableId: tableId('peers'),
  };
}
