import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider/index.js';
import { TerraformVariable } from 'cdktf';
import type { Environment, Jurisdiction, Platform, StateLocation } from '../../services/definition/platform.js';
import type { PlatformStack } from '../platform-stack.js';

/** Account, zone and identity provider of an environment that has a public edge. */
export type EdgeSettings = NonNullable<Environment['edge']>;

/** The edge settings of a platform whose plan has edge stacks. */
export function edgeSettings({ environment }: Platform): EdgeSettings {
  if (environment.edge === null) throw new RangeError(`${environment.name} has no public edge`);
  return environment.edge;
}

/** Where the state of a jurisdiction's edge lies. */
export function edgeState(jurisdiction: Jurisdiction): StateLocation {
  if (jurisdiction.state === null) throw new RangeError(`jurisdiction ${jurisdiction.name} has no edge state`);
  return jurisdiction.state;
}

/**
 * Whether this jurisdiction's stack holds what exists once in a zone. A zone has one ruleset for each phase and one
 * value for each setting, and two states would overwrite each other: the first jurisdiction's stack holds them for all.
 */
export function ownsZone({ jurisdictions }: Platform, jurisdiction: Jurisdiction): boolean {
  return jurisdictions[0]?.name === jurisdiction.name;
}

/** The token comes from CLOUDFLARE_API_TOKEN and appears in no file. */
export function defineCloudflareProvider(stack: PlatformStack): void {
  new CloudflareProvider(stack, 'cloudflare', {});
}

/** A value that the pipeline passes as `TF_VAR_<name>`. */
export function secretInput(stack: PlatformStack, name: string, description: string): string {
  return new TerraformVariable(stack, name, { type: 'string', description, sensitive: true, nullable: false })
    .stringValue;
}
