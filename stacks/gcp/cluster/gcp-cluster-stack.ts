import type { Construct } from 'constructs';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';
import { PlatformStack } from '../../platform-stack.js';
import { defineGcpProvider } from '../gcp-provider.js';
import { defineImageAdmission } from './binary-authorization.js';
import { defineClusterBackups } from './cluster-backups.js';
import { defineCapacity } from './capacity.js';
import { defineClusterEvents } from './cluster-events.js';
import { defineClusterKeys } from './cluster-keys.js';
import { defineControlPlane } from './control-plane.js';
import { defineNodeIdentities } from './node-identities.js';
import { defineNodePools } from './node-pools.js';
import { defineProjectNumber } from './service-agents.js';
import { defineWorkloadIdentities } from './workload-identities.js';

export interface GcpClusterStackProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
}

/** The Kubernetes cluster of one Google Cloud location: control plane, nodes, image admission and identities. */
export class GcpClusterStack extends PlatformStack {
  constructor(scope: Construct, id: string, { platform, location }: GcpClusterStackProps) {
    super(scope, id, { platform, state: location.state, locations: [location.name] });
    defineGcpProvider(this, location);

    const projectNumber = defineProjectNumber(this, location);
    const keys = defineClusterKeys(this, { location, projectNumber });
    const identities = defineNodeIdentities(this, { platform, location });
    const events = defineClusterEvents(this, { location, keys });
    const admission = defineImageAdmission(this, { platform, location, keys });
    const cluster = defineControlPlane(this, { platform, location, keys, identities, events, admission });
    defineCapacity(this, { platform, location });
    defineNodePools(this, { location, keys, identities, cluster });
    defineClusterBackups(this, { platform, location, keys, cluster });
    defineWorkloadIdentities(this, { platform, location, projectNumber, cluster });
  }
}
