import type { Construct } from 'constructs';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';
import { PlatformStack } from '../../platform-stack.js';
import { defineGcpProvider } from '../gcp-provider.js';
import { defineCiIdentities } from './ci-identities.js';
import { defineProjectServices } from './project-services.js';
import { defineStateBucket } from './state-bucket.js';

export interface GcpBootstrapStackProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
}

/** What must be there before anything else of a Google Cloud location: its APIs, where its states lie, and who CI is there. */
export class GcpBootstrapStack extends PlatformStack {
  constructor(scope: Construct, id: string, { platform, location }: GcpBootstrapStackProps) {
    super(scope, id, { platform, state: location.state, locations: [location.name] });
    defineGcpProvider(this, location);
    const services = defineProjectServices(this, location);
    const ci = defineCiIdentities(this, { platform, location, after: services });
    if (location.state.backend === 'gcs')
      defineStateBucket(this, { location, bucket: location.state.bucket, ci, after: services });
  }
}
