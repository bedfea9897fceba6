import type { BinaryAuthorizationPolicy } from '@cdktf/provider-google/lib/binary-authorization-policy/index.js';
import { ContainerCluster } from '@cdktf/provider-google/lib/container-cluster/index.js';
import type { PubsubTopic } from '@cdktf/provider-google/lib/pubsub-topic/index.js';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { networkPath, nodeSubnetPath, POD_RANGE, SERVICE_RANGE, workloadPool } from '../location-names.js';
import type { ClusterKeys } from './cluster-keys.js';
import { ACCESS_SETTINGS, ADD_ON_SETTINGS, NETWORK_SETTINGS, OBSERVATION_SETTINGS } from './control-plane-settings.js';
import { maintenancePolicy } from './maintenance-windows.js';
import { hardenedNode } from './hardened-node.js';
import { identityOf, type NodeIdentities } from './node-identities.js';

const ANNOUNCED_EVENTS = ['SECURITY_BULLETIN_EVENT', 'UPGRADE_AVAILABLE_EVENT', 'UPGRADE_EVENT', 'UPGRADE_INFO_EVENT'];

export interface ControlPlaneProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
  readonly keys: ClusterKeys;
  readonly identities: NodeIdentities;
  readonly events: PubsubTopic;
  readonly admission: BinaryAuthorizationPolicy;
}

/** The regional control plane: reachable from declared private networks only, with nothing left to its defaults. */
export function defineControlPlane(stack: PlatformStack, props: ControlPlaneProps): ContainerCluster {
  const { platform, location, keys, identities, events, admission } = props;
  const { kubernetes } = platform.environment;
  const [firstPool] = location.nodePools;
  if (firstPool === undefined) throw new RangeError(`${location.name} has no node pool`);
  return new ContainerCluster(stack, 'cluster', {
    name: location.clusterName,
    description: `Services of ${platform.environment.name} in ${location.name}`,
    location: location.region,
    nodeLocations: [...location.zones],
    network: networkPath(location),
    subnetwork: nodeSubnetPath(location),
    ipAllocationPolicy: {
      clusterSecondaryRangeName: POD_RANGE,
      servicesSecondaryRangeName: SERVICE_RANGE,
      stackType: 'IPV4',
    },
    ...NETWORK_SETTINGS,
    ...privateAccess(platform, location),
    ...ACCESS_SETTINGS,
    ...OBSERVATION_SETTINGS,
    ...ADD_ON_SETTINGS,

    releaseChannel: { channel: kubernetes.releaseChannel },
    minMasterVersion: kubernetes.version,
    maintenancePolicy: maintenancePolicy(platform, location),
    notificationConfig: { pubsub: { enabled: true, topic: events.id, filter: { eventType: ANNOUNCED_EVENTS } } },

    databaseEncryption: { state: 'ENCRYPTED', keyName: keys.secrets.id },
    binaryAuthorization: { evaluationMode: 'PROJECT_SINGLETON_POLICY_ENFORCE' },
    // Groups below this one are known to RBAC; Google asks for exactly this name.
    authenticatorGroupsConfig: { securityGroup: `gke-security-groups@${platform.environment.domain}` },
    workloadIdentityConfig: { workloadPool: workloadPool(location) },
    enableShieldedNodes: true,

    // GKE insists on a first pool; it exists for minutes and is as hardened as the ones that follow.
    removeDefaultNodePool: true,
    initialNodeCount: 1,
    nodeConfig: hardenedNode(stack, { location, keys, pool: firstPool, identity: identityOf(identities, firstPool) }),
    nodePoolDefaults: {
      nodeConfigDefaults: { insecureKubeletReadonlyPortEnabled: 'FALSE', loggingVariant: 'DEFAULT' },
    },

    resourceLabels: { ...stack.tags },
    deletionProtection: true,
    dependsOn: [keys.secrets.grant, keys.disks.grant, admission],
    lifecycle: { preventDestroy: true, ignoreChanges: ['initial_node_count', 'node_config'] },
  });
}

/** Nodes and control plane have private addresses, and only the environment's admin networks may knock. */
function privateAccess({ environment }: Platform, { addresses, name }: GcpLocation) {
  if (addresses.controlPlane === null) throw new RangeError(`${name} has no control plane range`);
  return {
    privateClusterConfig: {
      enablePrivateNodes: true,
      enablePrivateEndpoint: true,
      masterIpv4CidrBlock: addresses.controlPlane,
      masterGlobalAccessConfig: { enabled: false },
    },
    controlPlaneEndpointsConfig: { dnsEndpointConfig: { allowExternalTraffic: false } },
    masterAuthorizedNetworksConfig: {
      gcpPublicCidrsAccessEnabled: false,
      cidrBlocks: environment.kubernetes.adminNetworks.map(({ name: displayName, cidr }) => ({
        displayName,
        cidrBlock: cidr,
      })),
    },
  };
}
