import type { Construct } from 'constructs';
import type { AwsLocation, GcpLocation, Platform } from '../../../services/definition/platform.js';
import type { AwsNetworkStack } from '../../aws/network/aws-network-stack.js';
import { PlatformStack } from '../../platform-stack.js';
import { defineLocationProvider } from '../location-provider.js';
import { defineAwsPrivateLink } from './aws-private-link.js';
import { ConfluentProvider } from './bindings/confluent-provider.js';
import { defineConfluentCluster } from './confluent-cluster.js';
import { defineConfluentNetwork } from './confluent-network.js';
import { defineGcpPrivateLink } from './gcp-private-link.js';

/** A location, and on AWS the network that its endpoint stands in; Google Cloud knows its network by name. */
export type ConfluentPlace =
  { readonly location: AwsLocation; readonly network: AwsNetworkStack } | { readonly location: GcpLocation };

export type ConfluentKafkaStackProps = { readonly platform: Platform } & ConfluentPlace;

/** The Kafka of one location, run by Confluent: an environment, a network and a cluster of its own, reached privately. */
export class ConfluentKafkaStack extends PlatformStack {
  constructor(scope: Construct, id: string, props: ConfluentKafkaStackProps) {
    const { platform, location } = props;
    super(scope, id, { platform, state: location.state, locations: [location.name] });
    defineLocationProvider(this, location);
    new ConfluentProvider(this, 'confluent');

    const network = defineConfluentNetwork(this, platform, location);
    defineConfluentCluster(this, platform, location, network);
    if ('network' in props)
      defineAwsPrivateLink(this, { platform, location: props.location, network, vpc: props.network });
    else defineGcpPrivateLink(this, { platform, location: props.location, network });
  }
}
