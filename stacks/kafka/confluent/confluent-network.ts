import { kafkaClusterName } from '../../../services/definition/names.js';
import type { Location, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { ConfluentEnvironment, ConfluentNetwork, ConfluentPrivateLinkAccess } from './bindings/cluster-resources.js';

/** What Confluent calls the clouds. */
export const CONFLUENT_CLOUD = { aws: 'AWS', gcp: 'GCP' } as const;

/** Confluent's side of the private link, and who may connect to it. */
export interface ConfluentConnection {
  readonly environment: ConfluentEnvironment;
  readonly network: ConfluentNetwork;
  readonly access: ConfluentPrivateLinkAccess;
}

/**
 * An environment of Confluent for this location alone, as its failure domain asks for, and in it a network that only the
 * location's own account or project connects to.
 */
export function defineConfluentNetwork(
  stack: PlatformStack,
  platform: Platform,
  location: Location,
): ConfluentConnection {
  const displayName = kafkaClusterName(platform.environment.name, location.name);
  const environment = new ConfluentEnvironment(stack, 'environment', {
    displayName,
    lifecycle: { preventDestroy: true },
  });
  const network = new ConfluentNetwork(stack, 'brokers-network', {
    displayName,
    cloud: CONFLUENT_CLOUD[location.cloud],
    region: location.region,
    connectionTypes: ['PRIVATELINK'],
    zones: [...location.zones],
    // The other choice also asks a public zone for the brokers' names.
    dnsConfig: { resolution: 'PRIVATE' },
    environment: { id: environment.id },
    lifecycle: { preventDestroy: true },
  });
  const access = new ConfluentPrivateLinkAccess(stack, 'access', {
    displayName,
    ...(location.cloud === 'aws' ? { aws: { account: location.account } } : { gcp: { project: location.project } }),
    environment: { id: environment.id },
    network: { id: network.id },
    lifecycle: { preventDestroy: true },
  });
  return { environment, network, access };
}
