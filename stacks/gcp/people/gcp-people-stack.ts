import type { Construct } from 'constructs';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';
import { gcpOrganizationOf, securityContactOf } from '../../organization.js';
import { PlatformStack } from '../../platform-stack.js';
import { defineContact } from '../contacts.js';
import { defineGcpProvider } from '../gcp-provider.js';
import { defineBreakGlass } from './break-glass.js';
import { defineBreakGlassAlert } from './break-glass-alert.js';
import { defineDutyGrants } from './duty-grants.js';
import { defineEngineerRole } from './engineer-role.js';
import { defineSignOn } from './sign-on.js';

export interface GcpPeopleStackProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
}

/** How people come into a Google Cloud location: as members of a group for each duty, with a security key. */
export class GcpPeopleStack extends PlatformStack {
  constructor(scope: Construct, id: string, { platform, location }: GcpPeopleStackProps) {
    super(scope, id, { platform, state: location.state, locations: [location.name] });
    defineGcpProvider(this, location);
    const organization = gcpOrganizationOf(platform, location);
    const contact = securityContactOf(platform, location);

    const engineer = defineEngineerRole(this, location);
    defineBreakGlassAlert(this, location, contact === null ? [] : [defineContact(this, location, 'security', contact)]);
    if (organization === null || contact === null) return;
    defineSignOn(this, { platform, location, organization });
    defineDutyGrants(this, { platform, location, organization, engineer });
    defineBreakGlass(this, { platform, location, organization, contact });
  }
}
