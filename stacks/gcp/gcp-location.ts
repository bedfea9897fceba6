import type { App } from 'cdktf';
import type { Layer } from '../../services/definition/layers.js';
import { stackName } from '../../services/definition/names.js';
import type { GcpLocation, Platform } from '../../services/definition/platform.js';
import { defineGcpKafka } from '../kafka/define-kafka.js';
import { GcpClusterStack } from './cluster/gcp-cluster-stack.js';
import { GcpNetworkStack } from './network/gcp-network-stack.js';

/** Every stack of a Google Cloud location. */
export function defineGcpLocation(app: App, platform: Platform, location: GcpLocation): void {
  const id = (layer: Layer): string => stackName(platform.environment.name, location.name, layer);
  const props = { platform, location };
  new GcpNetworkStack(app, id('network'), props);
  new GcpClusterStack(app, id('cluster'), props);
  defineGcpKafka(app, { kafka: id('kafka'), topics: id('topics') }, props);
}
