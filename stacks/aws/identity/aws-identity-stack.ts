import type { Construct } from 'constructs';
import { archivingInBoth, readersOf } from '../../../services/definition/archive-readers.js';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import { PlatformStack } from '../../platform-stack.js';
import { defineAwsProvider } from '../aws-provider.js';
import { defineArchiveReader } from './archive-reader.js';
import { defineForeignIssuer } from './foreign-issuer.js';

export interface AwsIdentityStackProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
}

/** Who of the other cloud may act in an AWS location: clusters that take over from it or give books back, for the archives of databases. */
export class AwsIdentityStack extends PlatformStack {
  constructor(scope: Construct, id: string, { platform, location }: AwsIdentityStackProps) {
    super(scope, id, { platform, state: location.state, locations: [location.name] });
    defineAwsProvider(this, location);
    for (const reader of readersOf(platform.locations, location.name)) {
      if (reader.cloud !== 'gcp') continue;
      const issuer = defineForeignIssuer(this, reader);
      for (const service of archivingInBoth(platform.services, location.name, reader.name)) {
        defineArchiveReader(this, { platform, location, reader, issuer, service });
      }
    }
  }
}
