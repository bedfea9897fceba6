import type { App } from 'cdktf';
import type { Layer } from '../../services/definition/layers.js';
import { stackName } from '../../services/definition/names.js';
import type { AwsLocation, Platform } from '../../services/definition/platform.js';
import { AwsAuditStack } from './audit/aws-audit-stack.js';
import { AwsBootstrapStack } from './bootstrap/aws-bootstrap-stack.js';
import { defineAwsKafka } from '../kafka/define-kafka.js';
import { AwsClusterStack } from './cluster/aws-cluster-stack.js';
import { AwsDataStack } from './data/aws-data-stack.js';
import { AwsIdentityStack } from './identity/aws-identity-stack.js';
import { AwsNetworkStack } from './network/aws-network-stack.js';
import { AwsPeopleStack } from './people/aws-people-stack.js';
import { AwsPkiStack } from './pki/aws-pki-stack.js';
import { AwsSecretsStack } from './secrets/aws-secrets-stack.js';
import { isPlanned } from '../platform-stack.js';

/** Every stack of an AWS location, each after those it reads. */
export function defineAwsLocation(app: App, platform: Platform, location: AwsLocation): void {
  const id = (layer: Layer): string => stackName(platform.environment.name, location.name, layer);
  const props = { platform, location };
  new AwsAuditStack(app, id('audit'), props);
  new AwsBootstrapStack(app, id('bootstrap'), props);
  const network = new AwsNetworkStack(app, id('network'), props);
  new AwsPeopleStack(app, id('people'), props);
  new AwsClusterStack(app, id('cluster'), { ...props, network });
  new AwsDataStack(app, id('data'), { ...props, network });
  new AwsPkiStack(app, id('pki'), props);
  new AwsSecretsStack(app, id('secrets'), props);
  if (isPlanned(platform, id('identity'))) new AwsIdentityStack(app, id('identity'), props);
  defineAwsKafka(app, { kafka: id('kafka'), topics: id('topics') }, { ...props, network });
}
