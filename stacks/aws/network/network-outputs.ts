import type { Route53Zone } from '@cdktf/provider-aws/lib/route53-zone/index.js';
import { TerraformOutput, type TerraformRemoteState } from 'cdktf';
import type { Subnet } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import type { AddressSpace } from './address-space.js';

/**
 * What other stacks of the same location may know of its network. Identifiers only: cdktf's own references between
 * stacks would mark them sensitive, and every plan of a cluster would hide where its nodes go.
 */
export const VPC_ID = 'vpc_id';

/** Name of the output with the id of the zone of private names. */
export const INTERNAL_ZONE_ID = 'internal_zone_id';

/** Name of the output with a subnet's id. */
export const subnetId = (subnet: Subnet): string => `subnet_${subnet.name}`;

/** Publishes the network's identifiers in its state. */
export function publishNetwork(stack: PlatformStack, { vpc, subnets }: AddressSpace, zone: Route53Zone): void {
  publish(stack, VPC_ID, vpc.id);
  publish(stack, INTERNAL_ZONE_ID, zone.id);
  for (const { plan, resource } of subnets) publish(stack, subnetId(plan), resource.id);
}

/** Reads the published identifiers from the state of the network's stack, which is deployed first. */
export function readNetwork(stack: PlatformStack, network: PlatformStack): TerraformRemoteState {
  stack.addDependency(network);
  return network.backend.getRemoteStateDataSource(stack, 'network', network.planned.name);
}

function publish(stack: PlatformStack, name: string, value: string): void {
  new TerraformOutput(stack, name, { value, staticId: true });
}
