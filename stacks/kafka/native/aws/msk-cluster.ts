import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import { MskCluster } from '@cdktf/provider-aws/lib/msk-cluster/index.js';
import { MskConfiguration } from '@cdktf/provider-aws/lib/msk-configuration/index.js';
import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group/index.js';
import { kafkaClusterName } from '../../../../services/definition/names.js';
import type { AwsLocation, Platform } from '../../../../services/definition/platform.js';
import { durableLifecycle } from '../../../aws/durable.js';
import type { PlatformStack } from '../../../platform-stack.js';
import { brokerSettings } from './broker-settings.js';

/** A version that MSK runs without ZooKeeper. */
const KAFKA_VERSION = '3.9.x.kraft';

export interface MskClusterProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
  /** One subnet in each zone. */
  readonly subnetIds: readonly string[];
  readonly guard: SecurityGroup;
  readonly key: KmsKey;
  readonly logs: CloudwatchLogGroup;
}

/** Brokers in every zone; whoever connects shows an identity of the account, over TLS. MSK has no deletion protection. */
export function defineMskCluster(stack: PlatformStack, props: MskClusterProps): MskCluster {
  const { platform, location, subnetIds, guard, key, logs } = props;
  const name = kafkaClusterName(platform.environment.name, location.name);
  const { broker, brokersPerZone, storageGiB } = platform.environment.kafka.native.aws;
  const configuration = new MskConfiguration(stack, 'settings', {
    name,
    description: `Settings of ${name}`,
    kafkaVersions: [KAFKA_VERSION],
    serverProperties: brokerSettings(location),
    lifecycle: durableLifecycle(location),
  });
  return new MskCluster(stack, 'cluster', {
    clusterName: name,
    kafkaVersion: KAFKA_VERSION,
    numberOfBrokerNodes: location.zones.length * brokersPerZone,
    enhancedMonitoring: 'PER_TOPIC_PER_BROKER',
    brokerNodeGroupInfo: {
      instanceType: broker,
      azDistribution: 'DEFAULT',
      clientSubnets: [...subnetIds],
      securityGroups: [guard.id],
      connectivityInfo: { publicAccess: { type: 'DISABLED' } },
      storageInfo: { ebsStorageInfo: { volumeSize: storageGiB } },
    },
    clientAuthentication: { unauthenticated: false, sasl: { iam: true, scram: false } },
    configurationInfo: { arn: configuration.arn, revision: configuration.latestRevision },
    encryptionInfo: {
      encryptionAtRestKmsKeyArn: key.arn,
      encryptionInTransit: { clientBroker: 'TLS', inCluster: true },
    },
    loggingInfo: { brokerLogs: { cloudwatchLogs: { enabled: true, logGroup: logs.name } } },
    openMonitoring: {
      prometheus: { jmxExporter: { enabledInBroker: true }, nodeExporter: { enabledInBroker: true } },
    },
    tags: { Name: stack.planned.name },
    lifecycle: durableLifecycle(location, {
      // The disks grow by themselves, see storage-scaling.ts.
      ignoreChanges: ['broker_node_group_info[0].storage_info[0].ebs_storage_info[0].volume_size'],
    }),
  });
}
