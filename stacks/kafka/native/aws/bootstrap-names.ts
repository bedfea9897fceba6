import type { MskCluster } from '@cdktf/provider-aws/lib/msk-cluster/index.js';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record/index.js';
import { Fn, Token } from 'cdktf';
import { kafkaHost } from '../../../../services/definition/names.js';
import type { AwsLocation, Platform } from '../../../../services/definition/platform.js';
import type { PlatformStack } from '../../../platform-stack.js';

const TTL_SECONDS = 60;

export interface BootstrapNamesProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
  readonly cluster: MskCluster;
  readonly zoneId: string;
}

/** The location's name for Kafka leads to one broker in each zone in turn; MSK lists one of each, sorted. */
export function defineBootstrapNames(stack: PlatformStack, props: BootstrapNamesProps): void {
  const { platform, location, cluster, zoneId } = props;
  const brokers = Fn.split(',', cluster.bootstrapBrokersSaslIam);
  for (const [index, zone] of location.zones.entries()) {
    const hostAndPort = Token.asString(Fn.element(brokers, index));
    new Route53Record(stack, `bootstrap-${zone}`, {
      zoneId,
      name: kafkaHost(location.name, platform.environment.domain),
      type: 'CNAME',
      ttl: TTL_SECONDS,
      records: [Token.asString(Fn.element(Fn.split(':', hostAndPort), 0))],
      setIdentifier: zone,
      weightedRoutingPolicy: { weight: 1 },
    });
  }
}
