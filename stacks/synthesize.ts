import { App } from 'cdktf';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { linksOf } from '../services/definition/links.js';
import { stackName } from '../services/definition/names.js';
import type { Platform } from '../services/definition/platform.js';
import { defineAwsLocation } from './aws/aws-location.js';
import { RegionPeeringStack } from './aws/peering/region-peering-stack.js';
import { EdgeStack } from './cloudflare/edge/edge-stack.js';
import { CloudLinkStack } from './cross-cloud/links/cloud-link-stack.js';
import { defineGcpLocation } from './gcp/gcp-location.js';

/**
 * What every stack asks of Terraform: 1.11 made the lock file of the S3 backend stable. A file of its own, because
 * checkov 3 gives up on any Terraform JSON with this attribute.
 */
const VERSIONS = 'terraform {\n  required_version = ">= 1.11.0, < 2.0.0"\n}\n';

/** Writes every planned stack of the platforms to `<outputDirectory>/stacks/<stack>`: `cdk.tf.json` and `versions.tf`. */
export function synthesizeStacks(platforms: readonly Platform[], outputDirectory: string): void {
  mkdirSync(outputDirectory, { recursive: true });
  const app = new App({ outdir: outputDirectory, stackTraces: false });
  for (const platform of platforms) defineStacks(app, platform);
  app.synth();
  for (const { name } of platforms.flatMap((platform) => platform.stacks)) {
    writeFileSync(join(outputDirectory, 'stacks', name, 'versions.tf'), VERSIONS);
  }
}

/** The planned stacks of one environment: those of each location, then the links between them and the edges. */
export function defineStacks(app: App, platform: Platform): void {
  for (const location of platform.locations) {
    if (location.cloud === 'aws') defineAwsLocation(app, platform, location);
    else defineGcpLocation(app, platform, location);
  }
  defineLinks(app, platform);
  if (platform.environment.edge === null) return;
  for (const jurisdiction of platform.jurisdictions) {
    const id = stackName(platform.environment.name, jurisdiction.name, 'edge');
    new EdgeStack(app, id, { platform, jurisdiction });
  }
}

/** Joins every two locations of a jurisdiction, within AWS or across clouds. */
function defineLinks(app: App, platform: Platform): void {
  for (const { scope, from, to } of linksOf(platform.locations)) {
    const id = stackName(platform.environment.name, scope, 'links');
    if (from.cloud !== 'aws') throw new RangeError(`${scope} does not start in AWS`);
    if (to.cloud === 'aws') new RegionPeeringStack(app, id, { platform, from, to });
    else new CloudLinkStack(app, id, { platform, aws: from, gcp: to });
  }
}
