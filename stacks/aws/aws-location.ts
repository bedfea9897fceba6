import type { App } from 'cdktf';
import type { Layer } from '../../services/definition/layers.js';
import { stackName } from '../../services/definition/names.js';
import type { AwsLocation, Platform } from '../../services/definition/platform.js';
import { defineAwsKafka } from '../kafka/define-kafka.js';
import { AwsClusterStack } from './cluster/aws-cluster-stack.js';
import { AwsNetworkStack } from './network/aws-network-stack.js';

/** Every stack of an AWS location, each after those it reads. */
export function defineAwsLocation(app: App, platform: Platform, location: AwsLocation): void {
  const id = (layer: Layer): string => stackName(platform.environment.name, location.name, layer);
  const props = { platform, location };
  const network = new AwsNetworkStack(app, id('network'), props);
  new AwsClusterStack(app, id('cluster'), { ...props, network });
  defineAwsKafka(app, { kafka: id('kafka'), topics: id('topics') }, { ...props, network });
}
