import { KmsKeyRing } from '@cdktf/provider-google/lib/kms-key-ring/index.js';
import type { Construct } from 'constructs';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';
import { PlatformStack } from '../../platform-stack.js';
import { defineProjectNumber } from '../cluster/service-agents.js';
import { defineGcpProvider } from '../gcp-provider.js';
import { servicesIn } from '../in-location.js';
import { defineCaches } from './caches.js';
import { defineDatabaseArchives } from './database-archives.js';

export interface GcpDataStackProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
}

/** What the services of a Google Cloud location keep outside of its cluster: caches, and the archives of their databases. */
export class GcpDataStack extends PlatformStack {
  constructor(scope: Construct, id: string, { platform, location }: GcpDataStackProps) {
    super(scope, id, { platform, state: location.state, locations: [location.name] });
    defineGcpProvider(this, location);
    const services = servicesIn(platform, location);
    const ring = new KmsKeyRing(this, 'keys', {
      name: `${location.clusterName}-data`,
      location: location.region,
      lifecycle: { preventDestroy: true },
    });
    defineDatabaseArchives(this, { platform, location, services, ring });
    defineCaches(this, { location, services, ring, projectNumber: defineProjectNumber(this, location) });
  }
}
