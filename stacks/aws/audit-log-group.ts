import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import type { AwsLocation, Platform } from '../../services/definition/platform.js';
import type { PlatformStack } from '../platform-stack.js';
import { defineCustomerKey, USE_KEY, type KeyUse } from './customer-key.js';
import { durableLifecycle } from './durable.js';
import { logRetentionDays } from './log-retention.js';

export interface AuditLogGroupProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
  /** Names the group and its key inside of the stack. */
  readonly id: string;
  readonly logGroupName: string;
  readonly description: string;
}

/** A log group of evidence: its own key, kept as long as the environment keeps audit logs. */
export function defineAuditLogGroup(stack: PlatformStack, props: AuditLogGroupProps): CloudwatchLogGroup {
  const { platform, location, id, logGroupName, description } = props;
  const key = defineCustomerKey(stack, {
    platform,
    location,
    name: id,
    description,
    uses: [encryptLogs(location, logGroupName)],
  });
  return new CloudwatchLogGroup(stack, id, {
    name: logGroupName,
    kmsKeyId: key.arn,
    retentionInDays: logRetentionDays(platform.environment.retention.auditLogsDays),
    lifecycle: durableLifecycle(location),
  });
}

/** Lets CloudWatch Logs use the key for this one log group. */
function encryptLogs({ region, account }: AwsLocation, logGroupName: string): KeyUse {
  return {
    Sid: 'EncryptLogGroup',
    Effect: 'Allow',
    Principal: { Service: `logs.${region}.amazonaws.com` },
    Action: USE_KEY,
    Condition: {
      ArnEquals: {
        'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${region}:${account}:log-group:${logGroupName}`,
      },
    },
  };
}
