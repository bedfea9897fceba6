import { SchedulerScheduleGroup } from '@cdktf/provider-aws/lib/scheduler-schedule-group/index.js';
import { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule/index.js';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { inLocation } from '../in-location.js';
import type { RotationTopic } from './rotation-topic.js';
import type { DeclaredSecret } from './secret-entry.js';

/** A reminder that cannot be delivered at once is tried again for a day. */
const RETRY_SECONDS = 24 * 3600;
const RETRIES = 24;

/** One schedule for each secret: it counts from its own beginning and names the secret, its owner and the runbook. */
export function defineRotationCalendar(
  stack: PlatformStack,
  { environment }: Platform,
  location: AwsLocation,
  { topic, caller }: RotationTopic,
  entries: readonly DeclaredSecret[],
): void {
  const group = new SchedulerScheduleGroup(stack, 'rotations', { name: stack.planned.name });
  for (const { service, secret } of entries) {
    new SchedulerSchedule(stack, `rotation-${service.name}-${secret.name}`, {
      name: `${service.name}-${secret.name}`,
      groupName: group.name,
      description: `${secret.path} is replaced every ${secret.rotateDays} days`,
      scheduleExpression: `rate(${secret.rotateDays} days)`,
      // Nobody is woken at the same minute for every secret.
      flexibleTimeWindow: { mode: 'FLEXIBLE', maximumWindowInMinutes: 60 },
      target: {
        arn: topic.arn,
        roleArn: caller.arn,
        input: JSON.stringify({
          environment: environment.name,
          location: location.name,
          secret: inLocation(secret.remoteKeys, location),
          rotateDays: secret.rotateDays,
          owner: service.metadata.owner,
          channel: service.oncall.slack,
          runbook: service.oncall.runbook,
        }),
        retryPolicy: { maximumEventAgeInSeconds: RETRY_SECONDS, maximumRetryAttempts: RETRIES },
      },
    });
  }
}
