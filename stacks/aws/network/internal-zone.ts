import { Route53Zone } from '@cdktf/provider-aws/lib/route53-zone/index.js';
import { internalDomain } from '../../../services/definition/names.js';
import type { Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import type { AddressSpace } from './address-space.js';

/** The location's own answer to the private names of the environment: Kafka and stores of this location, and nothing else. */
export function defineInternalZone(stack: PlatformStack, platform: Platform, { vpc }: AddressSpace): Route53Zone {
  return new Route53Zone(stack, 'internal-zone', {
    name: internalDomain(platform.environment.domain),
    comment: `Private names of ${stack.planned.scope}`,
    vpc: [{ vpcId: vpc.id }],
    tags: { Name: stack.planned.name },
  });
}
