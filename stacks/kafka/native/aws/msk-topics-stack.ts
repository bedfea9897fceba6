import type { Construct } from 'constructs';
import { DataAwsMskCluster } from '@cdktf/provider-aws/lib/data-aws-msk-cluster/index.js';
import { kafkaServicesIn } from '../../../../services/definition/kafka-grants.js';
import { kafkaClusterName } from '../../../../services/definition/names.js';
import type { AwsLocation, Platform } from '../../../../services/definition/platform.js';
import { defineAwsProvider } from '../../../aws/aws-provider.js';
import { PlatformStack } from '../../../platform-stack.js';
import { defineCredentials } from '../../credentials.js';
import { defineTopicOperator } from './topic-operator.js';
import { allowDeclaredTopics } from './topic-policies.js';

export interface MskTopicsStackProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
}

/**
 * What the services of an AWS location may do with their topics, and the identity that creates these topics from inside of
 * the cluster: the AWS provider has no resource for a topic of MSK.
 */
export class MskTopicsStack extends PlatformStack {
  constructor(scope: Construct, id: string, { platform, location }: MskTopicsStackProps) {
    super(scope, id, { platform, state: location.state, locations: [location.name] });
    defineAwsProvider(this, location);
    const clusterName = kafkaClusterName(platform.environment.name, location.name);
    const { bootstrapBrokersSaslIam: bootstrap } = new DataAwsMskCluster(this, 'cluster', { clusterName });

    defineTopicOperator(this, platform, location);
    for (const service of kafkaServicesIn(platform, location)) {
      allowDeclaredTopics(this, platform, location, service);
      const { region } = location;
      defineCredentials(this, location, service, { bootstrap, mechanism: 'OAUTHBEARER', identity: 'aws', region });
    }
  }
}
