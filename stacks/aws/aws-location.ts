import type { App } from 'cdktf';
import type { Layer } from '../../services/definition/layers.js';
import { stackName } from '../../services/definition/names.js';
import type { AwsLocation, Platform } from '../../services/definition/platform.js';
import { AwsAuditStack } from './audit/aws-audit-stack.js';
import { AwsClusterStack } from './cluster/aws-cluster-stack.js';
import { AwsNetworkStack } from './network/aws-network-stack.js';
import { AwsPeopleStack } from './people/aws-people-stack.js';

/** Every stack of an AWS location, each after those it reads. */
export function defineAwsLocation(app: App, platform: Platform, location: AwsLocation): void {
  const id = (layer: Layer): string => stackName(platform.environment.name, location.name, layer);
  const props = { platform, location };
  new AwsAuditStack(app, id('audit'), props);
  const network = new AwsNetworkStack(app, id('network'), props);
  new AwsPeopleStack(app, id('people'), props);
  new AwsClusterStack(app, id('cluster'), { ...props, network });
}
