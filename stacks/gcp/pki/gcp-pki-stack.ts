import type { Construct } from 'constructs';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';
import { PlatformStack } from '../../platform-stack.js';
import { defineGcpProvider } from '../gcp-provider.js';
import { defineAuthorityPool } from './authority-pool.js';
import { defineCertificateIssuer } from './certificate-issuer.js';
import { defineIntermediateAuthority } from './intermediate-authority.js';

export interface GcpPkiStackProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
}

/** The intermediate authority of a Google Cloud cluster's mesh, below the offline root, and the one identity it signs for. */
export class GcpPkiStack extends PlatformStack {
  constructor(scope: Construct, id: string, { platform, location }: GcpPkiStackProps) {
    super(scope, id, { platform, state: location.state, locations: [location.name] });
    defineGcpProvider(this, location);
    const pool = defineAuthorityPool(this, platform, location);
    defineIntermediateAuthority(this, platform, location, pool);
    defineCertificateIssuer(this, platform, location, pool);
  }
}
