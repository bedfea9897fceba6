import { AuthenticatedOriginPullsCertificate } from '@cdktf/provider-cloudflare/lib/authenticated-origin-pulls-certificate/index.js';
import { AuthenticatedOriginPullsSettings } from '@cdktf/provider-cloudflare/lib/authenticated-origin-pulls-settings/index.js';
import type { PlatformStack } from '../../platform-stack.js';
import { type EdgeSettings, secretInput } from '../edge-settings.js';

/**
 * The client certificate by which origins recognise this zone. Cloudflare's own is shared by all its customers, and
 * provider 5.14 uploads certificates for zones only. The key reaches the state, which is why that is encrypted.
 */
export function defineOriginAuthentication(stack: PlatformStack, { zoneId }: EdgeSettings): void {
  const certificate = new AuthenticatedOriginPullsCertificate(stack, 'origin-pull-certificate', {
    zoneId,
    certificate: secretInput(stack, 'origin_pull_certificate', 'Client certificate of the zone, PEM'),
    privateKey: secretInput(stack, 'origin_pull_private_key', 'Private key of that certificate, PEM'),
    lifecycle: { createBeforeDestroy: true },
  });
  new AuthenticatedOriginPullsSettings(stack, 'origin-pulls', { zoneId, enabled: true, dependsOn: [certificate] });
}
