import type { App } from 'cdktf';
import type { Layer } from '../../services/definition/layers.js';
import { stackName } from '../../services/definition/names.js';
import type { GcpLocation, Platform } from '../../services/definition/platform.js';
import { GcpAuditStack } from './audit/gcp-audit-stack.js';
import { defineGcpKafka } from '../kafka/define-kafka.js';
import { GcpBootstrapStack } from './bootstrap/gcp-bootstrap-stack.js';
import { GcpClusterStack } from './cluster/gcp-cluster-stack.js';
import { GcpDataStack } from './data/gcp-data-stack.js';
import { GcpIdentityStack } from './identity/gcp-identity-stack.js';
import { GcpNetworkStack } from './network/gcp-network-stack.js';
import { GcpPeopleStack } from './people/gcp-people-stack.js';
import { GcpPkiStack } from './pki/gcp-pki-stack.js';
import { GcpSecretsStack } from './secrets/gcp-secrets-stack.js';
import { isPlanned } from '../platform-stack.js';

/** Every stack of a Google Cloud location. */
export function defineGcpLocation(app: App, platform: Platform, location: GcpLocation): void {
  const id = (layer: Layer): string => stackName(platform.environment.name, location.name, layer);
  const props = { platform, location };
  new GcpBootstrapStack(app, id('bootstrap'), props);
  new GcpAuditStack(app, id('audit'), props);
  new GcpNetworkStack(app, id('network'), props);
  new GcpPeopleStack(app, id('people'), props);
  new GcpClusterStack(app, id('cluster'), props);
  new GcpDataStack(app, id('data'), props);
  new GcpPkiStack(app, id('pki'), props);
  new GcpSecretsStack(app, id('secrets'), props);
  if (isPlanned(platform, id('identity'))) new GcpIdentityStack(app, id('identity'), props);
  defineGcpKafka(app, { kafka: id('kafka'), topics: id('topics') }, props);
}
