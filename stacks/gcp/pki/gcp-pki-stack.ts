import type { Construct } from 'constructs';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';
import { PlatformStack } from '../../platform-stack.js';
import { defineGcpProvider } from '../gcp-provider.js';
import { defineCertificateIssuer } from './certificate-issuer.js';
import { defineIntermediateAuthority } from './intermediate-authority.js';

export interface GcpPkiStackProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
}

/** Who signs the certificates of a Google Cloud location's mesh, and who may ask for one. */
export class GcpPkiStack extends PlatformStack {
  constructor(scope: Construct, id: string, { platform, location }: GcpPkiStackProps) {
    super(scope, id, { platform, state: location.state, locations: [location.name] });
    defineGcpProvider(this, location);
    const pool = defineIntermediateAuthority(this, platform, location);
    defineCertificateIssuer(this, location, pool);
  }
}
