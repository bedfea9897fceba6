import type { Construct } from 'constructs';
import { kafkaPort } from '../../../../services/definition/names.js';
import type { AwsLocation, Platform } from '../../../../services/definition/platform.js';
import { defineAuditLogGroup } from '../../../aws/audit-log-group.js';
import { defineAwsProvider } from '../../../aws/aws-provider.js';
import type { AwsNetworkStack } from '../../../aws/network/aws-network-stack.js';
import { INTERNAL_ZONE_ID, readNetwork, subnetId, VPC_ID } from '../../../aws/network/network-outputs.js';
import { PlatformStack } from '../../../platform-stack.js';
import { defineBrokerGuard } from '../../broker-guard.js';
import { defineBootstrapNames } from './bootstrap-names.js';
import { defineMskCluster } from './msk-cluster.js';
import { defineMskKey } from './msk-key.js';
import { defineStorageScaling } from './storage-scaling.js';

export interface MskStackProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
  readonly network: AwsNetworkStack;
}

/** The Kafka of one AWS location, run by Amazon MSK. */
export class MskStack extends PlatformStack {
  constructor(scope: Construct, id: string, { platform, location, network }: MskStackProps) {
    super(scope, id, { platform, state: location.state, locations: [location.name] });
    defineAwsProvider(this, location);
    const published = readNetwork(this, network);
    const subnets = location.subnets.filter(({ tier }) => tier === 'isolated');

    const guard = defineBrokerGuard(this, {
      location,
      vpcId: published.getString(VPC_ID),
      ports: { kafka: kafkaPort('native', 'aws') },
    });
    const logs = defineAuditLogGroup(this, {
      platform,
      location,
      id: 'broker-logs',
      logGroupName: `/finflow/${platform.environment.name}/${location.name}/kafka-brokers`,
      description: `Logs of the Kafka brokers of ${location.name}`,
    });
    const cluster = defineMskCluster(this, {
      platform,
      location,
      subnetIds: subnets.map((subnet) => published.getString(subnetId(subnet))),
      guard,
      key: defineMskKey(this, platform, location),
      logs,
    });
    defineStorageScaling(this, platform, cluster);
    defineBootstrapNames(this, { platform, location, cluster, zoneId: published.getString(INTERNAL_ZONE_ID) });
  }
}
