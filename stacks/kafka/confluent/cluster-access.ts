import { cloudIdentity, KAFKA_OPERATOR, kafkaClusterName } from '../../../services/definition/names.js';
import type { Location, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import {
  ConfluentApiKey,
  ConfluentRoleBinding,
  ConfluentServiceAccount,
  type ClusterCredentials,
  type Referred,
} from './bindings/access-resources.js';
import { DataConfluentEnvironment, DataConfluentKafkaCluster, type Identified } from './bindings/cluster-resources.js';

/** The location's cluster, and what the provider shows it to change topics and permissions. */
export interface ClusterAccess {
  readonly cluster: DataConfluentKafkaCluster;
  readonly environment: Identified;
  /** Cluster, address and credentials, as topics and permissions name them. */
  readonly onCluster: {
    readonly kafkaCluster: Identified;
    readonly restEndpoint: string;
    readonly credentials: ClusterCredentials;
  };
}

/** Finds the cluster by its name, and makes the operator's identity that administers it and nothing else. */
export function defineClusterAccess(stack: PlatformStack, platform: Platform, location: Location): ClusterAccess {
  const { name } = platform.environment;
  const displayName = kafkaClusterName(name, location.name);
  const environment = new DataConfluentEnvironment(stack, 'environment', { displayName });
  const inEnvironment = { id: environment.id };
  const cluster = new DataConfluentKafkaCluster(stack, 'cluster', { displayName, environment: inEnvironment });
  const operator = new ConfluentServiceAccount(stack, 'operator', {
    displayName: cloudIdentity(name, KAFKA_OPERATOR, location.name),
    description: `Changes topics and permissions in ${displayName}`,
  });
  const role = new ConfluentRoleBinding(stack, 'operator-role', {
    principal: `User:${operator.id}`,
    roleName: 'CloudClusterAdmin',
    crnPattern: cluster.rbacCrn,
  });
  const key = new ConfluentApiKey(stack, 'operator-key', {
    displayName: cloudIdentity(name, KAFKA_OPERATOR, location.name),
    description: `Key of the operator of ${displayName}`,
    owner: referTo(operator),
    managedResource: { ...referTo(cluster), environment: inEnvironment },
    // The provider asks the cluster whether the key works already, and without the role it never does.
    dependsOn: [role],
  });
  return {
    cluster,
    environment: inEnvironment,
    onCluster: {
      kafkaCluster: { id: cluster.id },
      restEndpoint: cluster.restEndpoint,
      credentials: { key: key.id, secret: key.secret },
    },
  };
}

/** An object as keys refer to it. */
export const referTo = ({ id, apiVersion, kind }: Referred): Referred => ({ id, apiVersion, kind });
