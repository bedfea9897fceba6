import type { Location } from '../../services/definition/platform.js';
import { defineAwsProvider } from '../aws/aws-provider.js';
import { defineGcpProvider } from '../gcp/gcp-provider.js';
import type { PlatformStack } from '../platform-stack.js';

/** Points a stack at the cloud of its location. */
export function defineLocationProvider(stack: PlatformStack, location: Location): void {
  if (location.cloud === 'aws') defineAwsProvider(stack, location);
  else defineGcpProvider(stack, location);
}
