import type { TerraformResourceLifecycle } from 'cdktf';
import type { AwsLocation } from '../../services/definition/platform.js';

/**
 * Terraform refuses to destroy what holds data, keys or evidence. An API server on loopback holds nothing, and its
 * stacks must come and go.
 */
export function durableLifecycle(
  location: AwsLocation,
  lifecycle: TerraformResourceLifecycle = {},
): TerraformResourceLifecycle {
  return { ...lifecycle, preventDestroy: location.endpoint === null };
}
