import { DataAwsAvailabilityZone } from '@cdktf/provider-aws/lib/data-aws-availability-zone/index.js';
import { Ec2CapacityReservation } from '@cdktf/provider-aws/lib/ec2-capacity-reservation/index.js';
import { ServicequotasServiceQuota } from '@cdktf/provider-aws/lib/servicequotas-service-quota/index.js';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import { reservedPerZone, vcpusAtLimit } from '../../../services/definition/takeover.js';
import type { PlatformStack } from '../../platform-stack.js';

/** Quota of EC2: virtual CPUs of running on-demand machines of the standard families (A, C, D, H, I, M, R, T, Z). */
const STANDARD_VCPUS = 'L-1216C47A';

export interface CapacityProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
}

/**
 * What makes a takeover find its machines: reserved in every zone, those of the nodes that are always up included, and a quota
 * for every pool at its limit. A reservation is open, so the next node of its type and zone takes it without being told.
 */
export function defineCapacity(stack: PlatformStack, { platform, location }: CapacityProps): void {
  new ServicequotasServiceQuota(stack, 'vcpu-quota', {
    serviceCode: 'ec2',
    quotaCode: STANDARD_VCPUS,
    value: vcpusAtLimit(location),
  });
  const reserved = location.nodePools
    .map((pool) => ({ pool, count: reservedPerZone(pool, location, platform.locations) }))
    .filter(({ count }) => count > 0);
  if (reserved.length === 0) return;
  for (const zone of location.zones) {
    // Reservations know zones by their names only, which are shuffled for each account.
    const { name } = new DataAwsAvailabilityZone(stack, `zone-${zone}`, { zoneId: zone });
    for (const { pool, count } of reserved) {
      new Ec2CapacityReservation(stack, `reserved-${pool.name}-${zone}`, {
        availabilityZone: name,
        instanceType: pool.machine,
        instancePlatform: 'Linux/UNIX',
        instanceCount: count,
        instanceMatchCriteria: 'open',
        ebsOptimized: true,
        endDateType: 'unlimited',
        tenancy: 'default',
        tags: { Name: `${stack.planned.name}-${pool.name}-${zone}` },
      });
    }
  }
}
