import { FlowLog } from '@cdktf/provider-aws/lib/flow-log/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { defineAuditLogGroup } from '../audit-log-group.js';
import { policyDocument, serviceTrust } from '../policy-document.js';
import type { AddressSpace } from './address-space.js';

/** The shorter of the two intervals AWS offers. */
const AGGREGATION_SECONDS = 60;

/** Records every accepted and refused connection of the network, encrypted and kept with the audit logs. */
export function defineFlowLogs(
  stack: PlatformStack,
  platform: Platform,
  location: AwsLocation,
  { vpc }: AddressSpace,
): void {
  const { account, region } = location;
  const logs = defineAuditLogGroup(stack, {
    platform,
    location,
    id: 'flow-logs',
    logGroupName: `/finflow/${platform.environment.name}/${location.name}/flow-logs`,
    description: `Flow logs of ${stack.planned.name}`,
  });
  const writer = new IamRole(stack, 'flow-log-writer', {
    name: `${stack.planned.name}-flow-logs`,
    description: `Writes the flow logs of ${stack.planned.name}`,
    assumeRolePolicy: serviceTrust('vpc-flow-logs.amazonaws.com', account, {
      ArnLike: { 'aws:SourceArn': `arn:aws:ec2:${region}:${account}:vpc-flow-log/*` },
    }),
  });
  new IamRolePolicy(stack, 'flow-log-writing', {
    name: 'write-flow-logs',
    role: writer.name,
    policy: policyDocument([
      {
        Sid: 'WriteFlowLogs',
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:DescribeLogGroups', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        Resource: [logs.arn, `${logs.arn}:*`],
      },
    ]),
  });
  new FlowLog(stack, 'flow-log', {
    vpcId: vpc.id,
    trafficType: 'ALL',
    logDestinationType: 'cloud-watch-logs',
    logDestination: logs.arn,
    iamRoleArn: writer.arn,
    maxAggregationInterval: AGGREGATION_SECONDS,
    tags: { Name: stack.planned.name },
  });
}
