import type { GcpLocation } from '../../services/definition/platform.js';

/** Names that the network and the cluster of a location agree on, so that neither reads the other's state. */

export const networkName = ({ clusterName }: GcpLocation): string => `${clusterName}-network`;
export const nodeSubnetName = ({ clusterName }: GcpLocation): string => `${clusterName}-nodes`;

/** `projects/<project>/global/networks/<name>` */
export const networkPath = (location: GcpLocation): string =>
  `projects/${location.project}/global/networks/${networkName(location)}`;

/** `projects/<project>/regions/<region>/subnetworks/<name>` */
export const nodeSubnetPath = (location: GcpLocation): string =>
  `projects/${location.project}/regions/${location.region}/subnetworks/${nodeSubnetName(location)}`;

/** Zone of the private names of the location. */
export const internalZoneName = ({ clusterName }: GcpLocation): string => `${clusterName}-internal`;

/** Secondary ranges of the node subnet. */
export const POD_RANGE = 'pods';
export const SERVICE_RANGE = 'services';

/** Network tag of every node; the firewall admits traffic to nothing else. */
export const nodeTag = ({ clusterName }: GcpLocation): string => `${clusterName}-node`;

/** Identity pool whose tokens the cluster's service accounts exchange for Google ones. */
export const workloadPool = ({ project }: GcpLocation): string => `${project}.svc.id.goog`;

/** Most nodes a location may ever run, over all pools and zones. */
export const maxNodes = ({ nodePools, zones }: GcpLocation): number =>
  nodePools.reduce((sum, pool) => sum + pool.maxPerZone * zones.length, 0);
