import type { Construct } from 'constructs';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import { PlatformStack } from '../../platform-stack.js';
import { defineAwsProvider } from '../aws-provider.js';
import type { AwsNetworkStack } from '../network/aws-network-stack.js';
import { readNetwork, subnetId, VPC_ID } from '../network/network-outputs.js';
import { defineAddOnRoles } from './add-on-roles.js';
import { defineNodeAddOns, defineWorkloadAddOns } from './add-ons.js';
import { defineCapacity } from './capacity.js';
import { defineControlPlane } from './control-plane.js';
import { defineHumanAccess } from './human-access.js';
import { defineNodePools } from './node-pools.js';
import { definePeerIngress } from './peer-ingress.js';
import { defineTokenIssuer } from './pod-identity.js';
import { defineServiceIdentities } from './service-identities.js';
import { defineVolumeEncryption } from './volume-encryption.js';

export interface AwsClusterStackProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
  readonly network: AwsNetworkStack;
}

/** The Kubernetes cluster of an AWS location: control plane, who may enter it, nodes, add-ons, and the identities of its services. */
export class AwsClusterStack extends PlatformStack {
  constructor(scope: Construct, id: string, { platform, location, network }: AwsClusterStackProps) {
    super(scope, id, { platform, state: location.state, locations: [location.name] });
    defineAwsProvider(this, location);
    const published = readNetwork(this, network);
    const subnets = location.subnets.filter((subnet) => subnet.tier === 'private');
    const subnetIdByZone = new Map(subnets.map((subnet) => [subnet.zone, published.getString(subnetId(subnet))]));

    const cluster = defineControlPlane(this, {
      platform,
      location,
      vpcId: published.getString(VPC_ID),
      subnetIds: [...subnetIdByZone.values()],
    });
    defineHumanAccess(this, { platform, location, cluster });
    definePeerIngress(this, { platform, location, cluster });
    const roles = defineAddOnRoles(this, location);
    const addOns = { kubernetesVersion: platform.environment.kubernetes.version, cluster, roles };
    const volumeKey = defineVolumeEncryption(this, platform, location, roles['aws-ebs-csi-driver'].role);
    const nodeAddOns = defineNodeAddOns(this, addOns);
    defineCapacity(this, { platform, location });
    const nodes = defineNodePools(this, { location, cluster, volumeKey, subnetIdByZone, after: nodeAddOns });
    defineWorkloadAddOns(this, addOns, nodes);
    defineServiceIdentities(this, { platform, location, cluster, tokenIssuer: defineTokenIssuer(this, cluster) });
  }
}
