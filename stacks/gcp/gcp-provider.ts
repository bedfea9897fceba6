import { GoogleProvider } from '@cdktf/provider-google/lib/provider/index.js';
import type { GcpLocation } from '../../services/definition/platform.js';
import type { PlatformStack } from '../platform-stack.js';

/**
 * Points a stack at the project and region of its location, and labels everything it creates.
 * Credentials come from the caller's own login, or from the account named by GOOGLE_IMPERSONATE_SERVICE_ACCOUNT.
 */
export function defineGcpProvider(stack: PlatformStack, location: GcpLocation): void {
  new GoogleProvider(stack, 'google', {
    project: location.project,
    region: location.region,
    defaultLabels: { ...stack.tags },
    addTerraformAttributionLabel: false,
  });
}
