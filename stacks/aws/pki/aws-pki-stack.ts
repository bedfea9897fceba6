import type { Construct } from 'constructs';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import { PlatformStack } from '../../platform-stack.js';
import { defineAwsProvider } from '../aws-provider.js';
import { defineCertificateIssuer } from './certificate-issuer.js';
import { defineIntermediateAuthority } from './intermediate-authority.js';

export interface AwsPkiStackProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
}

/** The intermediate authority of an AWS cluster's mesh, below the offline root, and the one identity it signs for. */
export class AwsPkiStack extends PlatformStack {
  constructor(scope: Construct, id: string, { platform, location }: AwsPkiStackProps) {
    super(scope, id, { platform, state: location.state, locations: [location.name] });
    defineAwsProvider(this, location);
    const authority = defineIntermediateAuthority(this, platform, location);
    defineCertificateIssuer(this, location, authority);
  }
}
