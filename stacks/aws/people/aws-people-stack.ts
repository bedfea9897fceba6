import type { Construct } from 'constructs';
import { humanRole } from '../../../services/definition/names.js';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import { awsOrganizationOf } from '../../organization.js';
import { PlatformStack } from '../../platform-stack.js';
import { defineAlertTopic } from '../alert-topic.js';
import { defineAwsProvider } from '../aws-provider.js';
import { breakGlassUse } from './break-glass-use.js';
import { defineHumanRoles } from './human-roles.js';
import { definePermissionSets } from './permission-sets.js';
import { defineSecondFactorGroup } from './second-factor-group.js';

export interface AwsPeopleStackProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
}

/** How people come into an AWS location: by single sign-on with a second factor, into one role for each duty. */
export class AwsPeopleStack extends PlatformStack {
  constructor(scope: Construct, id: string, { platform, location }: AwsPeopleStackProps) {
    super(scope, id, { platform, state: location.state, locations: [location.name] });
    defineAwsProvider(this, location);
    const organization = awsOrganizationOf(platform, location);

    const roles = defineHumanRoles(this, { platform, location, organization });
    if (organization !== null) definePermissionSets(this, { platform, location, organization, roles });
    defineSecondFactorGroup(this);
    defineAlertTopic(this, {
      platform,
      location,
      id: 'emergencies',
      description: `Every use of ${humanRole(platform.environment.name, location.name, 'break-glass')}`,
      rules: [breakGlassUse(platform, location)],
    });
  }
}
