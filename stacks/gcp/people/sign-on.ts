import { AccessContextManagerGcpUserAccessBinding } from '@cdktf/provider-google/lib/access-context-manager-gcp-user-access-binding/index.js';
import { DUTIES, type Duty } from '../../../services/definition/names.js';
import type { GcpLocation, GcpOrganization, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';

/** How long a sign-in lasts: a working day, or the time of an emergency. */
const SESSIONS: Readonly<Record<Duty, string>> = { viewer: '28800s', engineer: '28800s', 'break-glass': '3600s' };

export interface SignOnProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
  readonly organization: GcpOrganization;
}

/**
 * Console and APIs of Google Cloud ask members of the groups for a security key, again and again. A group has one such binding in its
 * organization, so the first Google Cloud location of the jurisdiction carries it for all.
 */
export function defineSignOn(stack: PlatformStack, { platform, location, organization }: SignOnProps): void {
  const first = platform.locations.find(
    ({ cloud, jurisdiction }) => cloud === 'gcp' && jurisdiction === location.jurisdiction,
  );
  if (first?.name !== location.name) return;
  for (const duty of DUTIES)
    new AccessContextManagerGcpUserAccessBinding(stack, `sign-on-${duty}`, {
      organizationId: organization.id,
      groupKey: organization.groups[duty].key,
      sessionSettings: {
        sessionLengthEnabled: true,
        sessionLength: SESSIONS[duty],
        sessionReauthMethod: 'SECURITY_KEY',
        useOidcMaxAge: false,
      },
    });
}
