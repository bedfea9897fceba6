import type { EnvironmentDefinition, LocationDefinition } from '../../environments/schema.js';
import * as names from './names.js';
import type { Location, NodePool } from './platform.js';
import { memoryMib } from './source/units.js';
import { deriveSubnets } from './subnets.js';

type NodePoolDefinition = LocationDefinition['nodePools'][number];

/** Workloads that do not tolerate a pool's taint stay away from it; cluster add-ons tolerate the system one by convention. */
const TAINTS: Readonly<Record<NodePool['name'], NodePool['taints']>> = {
  system: [{ key: 'CriticalAddonsOnly', value: 'true', effect: 'NoSchedule' }],
  general: [],
  'card-data': [{ key: names.NODE_POOL_LABEL, value: 'card-data', effect: 'NoSchedule' }],
};

/** One location with its subnets, node pool labels and taints, and derived names. */
export function resolveLocation(location: LocationDefinition, environment: EnvironmentDefinition): Location {
  const { cloud, account, project, endpoint, addresses, standby, ...rest } = location;
  const shape = {
    ...rest,
    standby: standby ?? null,
    addresses: { ...addresses, controlPlane: addresses.controlPlane ?? null },
    subnets: deriveSubnets(location),
    nodePools: location.nodePools.map(resolveNodePool),
    clusterName: names.clusterName(environment.metadata.name, location.name),
    originHost: names.originHost(location.name, environment.domain),
  };
  return cloud === 'aws'
    ? { cloud, account: account ?? '', endpoint: endpoint ?? null, ...shape }
    : { cloud, project: project ?? '', ...shape };
}

function resolveNodePool({ memory, ...pool }: NodePoolDefinition): NodePool {
  return {
    ...pool,
    memoryMib: memoryMib(memory),
    labels: { [names.NODE_POOL_LABEL]: pool.name },
    taints: TAINTS[pool.name],
  };
}
