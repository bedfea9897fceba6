import { GoogleProvider } from '@cdktf/provider-google/lib/provider/index.js';
import type { GcpLocation } from '../../services/definition/platform.js';
import type { PlatformStack } from '../platform-stack.js';

/**
 * Points a stack at the project and region of its location, and labels everything it creates.
 * Credentials come from the caller's own login, or from the account named by GOOGLE_IMPERSONATE_SERVICE_ACCOUNT.
 */
export function defineGcpProvider(stack: PlatformStack, location: GcpLocation): void {
  const provider = new GoogleProvider(stack, 'google', {
    project: location.project,
    region: location.region,
    addTerraformAttributionLabel: false,
  });
  // cdktf 0.21 rewrites the keys of a provider's maps to snake case, and labels would differ from those of resources.
  provider.addOverride('default_labels', stack.tags);
}
