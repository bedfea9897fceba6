import { CloudQuotasQuotaPreference } from '@cdktf/provider-google/lib/cloud-quotas-quota-preference/index.js';
import { ComputeReservation } from '@cdktf/provider-google/lib/compute-reservation/index.js';
import type { GcpLocation, NodePool, Platform } from '../../../services/definition/platform.js';
import { reservedPerZone, vcpusAtLimit } from '../../../services/definition/takeover.js';
import type { PlatformStack } from '../../platform-stack.js';

export interface CapacityProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
}

/**
 * What makes a takeover find its machines: reserved in every zone, those of the nodes that are always up included, and a quota
 * for every pool at its limit. Any node of the machine type and zone takes a reserved one, as node pools are told to.
 */
export function defineCapacity(stack: PlatformStack, { platform, location }: CapacityProps): void {
  for (const [family, pools] of byFamily(location)) {
    new CloudQuotasQuotaPreference(stack, `vcpu-quota-${family}`, {
      parent: `projects/${location.project}`,
      name: `${location.clusterName}-${family}-vcpus`,
      service: 'compute.googleapis.com',
      quotaId: quotaOf(family),
      dimensions: { region: location.region },
      quotaConfig: { preferredValue: String(vcpusAtLimit({ zones: location.zones, nodePools: pools })) },
      contactEmail: platform.environment.budget.notify,
      justification: 'Carries the whole jurisdiction after the loss of the other cloud',
    });
  }
  for (const pool of location.nodePools) reserve(stack, platform, location, pool);
}

function reserve(stack: PlatformStack, platform: Platform, location: GcpLocation, pool: NodePool): void {
  const count = reservedPerZone(pool, location, platform.locations);
  if (count === 0) return;
  for (const zone of location.zones) {
    new ComputeReservation(stack, `reserved-${pool.name}-${zone}`, {
      name: `${location.clusterName}-${pool.name}-${zone}`,
      description: `Nodes ${pool.name} that a takeover needs in ${zone}`,
      zone,
      specificReservationRequired: false,
      specificReservation: { count, instanceProperties: { machineType: pool.machine } },
    });
  }
}

/** `n2-standard-4` is of family n2; each family has a quota of its own. */
function byFamily({ nodePools }: GcpLocation): ReadonlyMap<string, readonly NodePool[]> {
  const families = new Map<string, NodePool[]>();
  for (const pool of nodePools) {
    const [family = pool.machine] = pool.machine.split('-');
    families.set(family, [...(families.get(family) ?? []), pool]);
  }
  return families;
}

/** Google counts the oldest families together, and every other one by name. */
const quotaOf = (family: string): string =>
  ['e2', 'n1'].includes(family) ? 'CPUS-per-project-region' : `${family.toUpperCase()}-CPUS-per-project-region`;
