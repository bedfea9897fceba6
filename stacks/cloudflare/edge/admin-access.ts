import { DnsRecord } from '@cdktf/provider-cloudflare/lib/dns-record/index.js';
import { ZeroTrustAccessApplication } from '@cdktf/provider-cloudflare/lib/zero-trust-access-application/index.js';
import { ZeroTrustAccessPolicy } from '@cdktf/provider-cloudflare/lib/zero-trust-access-policy/index.js';
import { toolHost } from '../../../services/definition/names.js';
import type { Location, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import type { EdgeSettings } from '../edge-settings.js';

/** Administrators prove who they are again after this long. */
const SESSION = '1h';
/** Authentication method of RFC 8176: more than one factor. */
const MULTIPLE_FACTORS = 'mfa';

export interface AdminAccessProps {
  readonly platform: Platform;
  readonly locations: readonly Location[];
  readonly edge: EdgeSettings;
}

/** Each admin tool of each location behind Access: one group of one OpenID Connect provider, several factors. */
export function defineAdminAccess(stack: PlatformStack, { platform, locations, edge }: AdminAccessProps): void {
  const policy = defineAdminPolicy(stack, edge);
  for (const location of locations) {
    for (const tool of edge.tools) {
      const host = toolHost(tool, location.name, platform.environment.domain);
      defineTool(stack, { id: `${tool}-${location.name}`, host, location, policy, edge });
    }
  }
}

function defineAdminPolicy(
  stack: PlatformStack,
  { accountId, identityProviderId, adminGroup }: EdgeSettings,
): ZeroTrustAccessPolicy {
  return new ZeroTrustAccessPolicy(stack, 'admin-policy', {
    accountId,
    name: `${stack.planned.name}-admins`,
    decision: 'allow',
    include: [{ oidc: { identityProviderId, claimName: 'groups', claimValue: adminGroup } }],
    require: [{ loginMethod: { id: identityProviderId } }, { authMethod: { authMethod: MULTIPLE_FACTORS } }],
    sessionDuration: SESSION,
    purposeJustificationRequired: true,
    purposeJustificationPrompt: 'Ticket or incident this is for',
  });
}

interface Tool {
  readonly id: string;
  readonly host: string;
  readonly location: Location;
  readonly policy: ZeroTrustAccessPolicy;
  readonly edge: EdgeSettings;
}

function defineTool(stack: PlatformStack, { id, host, location, policy, edge }: Tool): void {
  const application = new ZeroTrustAccessApplication(stack, `access-${id}`, {
    accountId: edge.accountId,
    name: host,
    type: 'self_hosted',
    domain: host,
    destinations: [{ type: 'public', uri: host }],
    allowedIdps: [edge.identityProviderId],
    autoRedirectToIdentity: true,
    allowAuthenticateViaWarp: false,
    policies: [{ id: policy.id, precedence: 1 }],
    sessionDuration: SESSION,
    enableBindingCookie: true,
    httpOnlyCookieAttribute: true,
    sameSiteCookieAttribute: 'lax',
    appLauncherVisible: true,
  });
  new DnsRecord(stack, `address-${id}`, {
    zoneId: edge.zoneId,
    name: host,
    type: 'CNAME',
    content: location.originHost,
    proxied: true,
    // Automatic, the only value of a proxied record.
    ttl: 1,
    comment: `${stack.planned.name}: behind Access`,
    // The name must not resolve before Access guards it.
    dependsOn: [application],
  });
}
