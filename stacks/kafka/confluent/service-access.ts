import type { Location, Service } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { ConfluentApiKey, ConfluentServiceAccount } from './bindings/access-resources.js';
import { referTo, type ClusterAccess } from './cluster-access.js';

export interface ServiceAccessProps {
  readonly location: Location;
  readonly service: Service;
  readonly access: ClusterAccess;
}

export interface ServiceAccess {
  readonly account: ConfluentServiceAccount;
  readonly key: ConfluentApiKey;
}

/** A service's identity at Confluent, under the name it has in the location's cloud, and its key for this one cluster. */
export function defineServiceAccess(
  stack: PlatformStack,
  { location, service, access }: ServiceAccessProps,
): ServiceAccess {
  const displayName = service.derived.cloudIdentity[location.name];
  if (displayName === undefined) throw new RangeError(`${service.name} has no identity in ${location.name}`);
  const account = new ConfluentServiceAccount(stack, `service-${service.name}`, {
    displayName,
    description: `${service.name} of squad ${service.metadata.owner} in ${location.name}`,
  });
  const key = new ConfluentApiKey(stack, `key-${service.name}`, {
    displayName,
    description: `Kafka of ${location.name} for ${service.name}`,
    owner: referTo(account),
    managedResource: { ...referTo(access.cluster), environment: access.environment },
    // The secret gets the new key before the old one ends.
    lifecycle: { createBeforeDestroy: true },
  });
  return { account, key };
}
