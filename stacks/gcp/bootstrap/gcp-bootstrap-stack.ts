import type { Construct } from 'constructs';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';
import { PlatformStack } from '../../platform-stack.js';
import { defineProjectNumber } from '../cluster/service-agents.js';
import { defineGcpProvider } from '../gcp-provider.js';
import { defineCiAccounts } from './ci-accounts.js';
import { defineCiTrust } from './ci-trust.js';
import { defineEnabledApis } from './enabled-apis.js';
import { keptStates } from './kept-states.js';
import { defineProjectGuards } from './project-guards.js';
import { defineStateBuckets } from './state-buckets.js';
import { allowStatedSecrets } from './stated-secrets.js';

export interface GcpBootstrapStackProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
}

/** What every other stack of a Google Cloud location needs before it can be planned: APIs, states, guards, and who CI is there. */
export class GcpBootstrapStack extends PlatformStack {
  constructor(scope: Construct, id: string, { platform, location }: GcpBootstrapStackProps) {
    super(scope, id, { platform, state: location.state, locations: [location.name] });
    defineGcpProvider(this, location);
    const apis = defineEnabledApis(this, location);
    const projectNumber = defineProjectNumber(this, location);
    const kept = keptStates(platform, location);
    defineProjectGuards(this, { platform, location, apis });
    const ci = defineCiAccounts(this, { platform, location, kept, apis });
    defineCiTrust(this, { platform, location, projectNumber, ci, apis });
    allowStatedSecrets(this, { platform, location, projectNumber, ci });
    defineStateBuckets(this, { location, kept, ci, apis });
  }
}
