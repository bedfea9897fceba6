import type { Construct } from 'constructs';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import { PlatformStack } from '../../platform-stack.js';
import { defineAwsProvider } from '../aws-provider.js';
import { defineCiRoles } from './ci-roles.js';
import { allowOtherAccounts } from './other-accounts.js';
import { keptStates } from './kept-states.js';
import { defineStateBucket } from './state-bucket.js';
import { allowStatedSecrets } from './stated-secrets.js';

export interface AwsBootstrapStackProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
}

/** What every other stack of an AWS location needs before it can be planned: its states, and who CI is there. */
export class AwsBootstrapStack extends PlatformStack {
  constructor(scope: Construct, id: string, { platform, location }: AwsBootstrapStackProps) {
    super(scope, id, { platform, state: location.state, locations: [location.name] });
    defineAwsProvider(this, location);
    const ci = defineCiRoles(this, platform, location);
    allowOtherAccounts(this, platform, location, ci);
    allowStatedSecrets(this, platform, location, ci);
    for (const kept of keptStates(platform, location)) defineStateBucket(this, { platform, location, kept, ci });
  }
}
