import { DataGoogleProject } from '@cdktf/provider-google/lib/data-google-project/index.js';
import type { Construct } from 'constructs';
import { archivingInBoth, readersOf } from '../../../services/definition/archive-readers.js';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';
import { PlatformStack } from '../../platform-stack.js';
import { defineGcpProvider } from '../gcp-provider.js';
import { defineArchiveReader } from './archive-reader.js';
import { defineForeignAccount } from './foreign-account.js';

export interface GcpIdentityStackProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
}

/** Who of the other cloud may act in a Google Cloud location: accounts that take over from it or give books back, for the archives of databases. */
export class GcpIdentityStack extends PlatformStack {
  constructor(scope: Construct, id: string, { platform, location }: GcpIdentityStackProps) {
    super(scope, id, { platform, state: location.state, locations: [location.name] });
    defineGcpProvider(this, location);
    const { number } = new DataGoogleProject(this, 'project', { projectId: location.project });
    for (const reader of readersOf(platform.locations, location.name)) {
      if (reader.cloud !== 'aws') continue;
      const services = archivingInBoth(platform.services, location.name, reader.name);
      if (services.length === 0) continue;
      const pool = defineForeignAccount(this, { location, reader, services });
      for (const service of services) {
        defineArchiveReader(this, { platform, location, reader, service, pool, projectNumber: number });
      }
    }
  }
}
