import { App } from 'cdktf';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stackName } from '../services/definition/names.js';
import type { Location, Platform } from '../services/definition/platform.js';
import { AwsClusterStack } from './aws/cluster/aws-cluster-stack.js';
import { AwsNetworkStack } from './aws/network/aws-network-stack.js';
import { EdgeStack } from './cloudflare/edge/edge-stack.js';
import { GcpClusterStack } from './gcp/cluster/gcp-cluster-stack.js';
import { GcpNetworkStack } from './gcp/network/gcp-network-stack.js';

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

/** The planned stacks of one environment: each location's network before the cluster in it, then the edges. */
export function defineStacks(app: App, platform: Platform): void {
  for (const location of platform.locations) defineLocation(app, platform, location);
  if (platform.environment.edge === null) return;
  for (const jurisdiction of platform.jurisdictions) {
    const id = stackName(platform.environment.name, jurisdiction.name, 'edge');
    new EdgeStack(app, id, { platform, jurisdiction });
  }
}

function defineLocation(app: App, platform: Platform, location: Location): void {
  const networkId = stackName(platform.environment.name, location.name, 'network');
  const clusterId = stackName(platform.environment.name, location.name, 'cluster');
  switch (location.cloud) {
    case 'aws': {
      const network = new AwsNetworkStack(app, networkId, { platform, location });
      new AwsClusterStack(app, clusterId, { platform, location, network });
      return;
    }
    case 'gcp':
      new GcpNetworkStack(app, networkId, { platform, location });
      new GcpClusterStack(app, clusterId, { platform, location });
      return;
  }
}
