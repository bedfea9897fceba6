import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy/index.js';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target/index.js';
import type { MskCluster } from '@cdktf/provider-aws/lib/msk-cluster/index.js';
import type { Platform } from '../../../../services/definition/platform.js';
import type { PlatformStack } from '../../../platform-stack.js';

/** A broker whose disk is full stops. MSK grows a disk at most once in six hours, so there must be room until then. */
const TARGET_USED_PERCENT = 60;

/** Lets the brokers' disks grow up to the declared maximum; they never shrink. */
export function defineStorageScaling(stack: PlatformStack, platform: Platform, cluster: MskCluster): void {
  const scaled = {
    resourceId: cluster.arn,
    scalableDimension: 'kafka:broker-storage:VolumeSize',
    serviceNamespace: 'kafka',
  };
  const target = new AppautoscalingTarget(stack, 'storage', {
    ...scaled,
    minCapacity: 1,
    maxCapacity: platform.environment.kafka.native.aws.maxStorageGiB,
  });
  new AppautoscalingPolicy(stack, 'storage-growth', {
    ...scaled,
    name: `${stack.planned.name}-storage`,
    policyType: 'TargetTrackingScaling',
    targetTrackingScalingPolicyConfiguration: {
      disableScaleIn: true,
      targetValue: TARGET_USED_PERCENT,
      predefinedMetricSpecification: { predefinedMetricType: 'KafkaBrokerStorageUtilization' },
    },
    dependsOn: [target],
  });
}
