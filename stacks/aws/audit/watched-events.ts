import type { AlertRule } from '../alert-topic.js';

const calls = (source: string, eventName: readonly string[]) => ({
  source: [`aws.${source}`],
  'detail-type': ['AWS API Call via CloudTrail'],
  detail: { eventSource: [`${source}.amazonaws.com`], eventName },
});

/** Events that somebody must look at the same day: findings, and the changes that CIS AWS Foundations 4.x asks to be watched. */
export const WATCHED_EVENTS: readonly AlertRule[] = [
  {
    id: 'threats',
    description: 'GuardDuty found something of high severity',
    pattern: {
      source: ['aws.guardduty'],
      'detail-type': ['GuardDuty Finding'],
      detail: { severity: [{ numeric: ['>=', 7] }] },
    },
  },
  {
    id: 'posture',
    description: 'A control of high severity failed',
    pattern: {
      source: ['aws.securityhub'],
      'detail-type': ['Security Hub Findings - Imported'],
      detail: {
        findings: {
          Severity: { Label: ['CRITICAL', 'HIGH'] },
          Workflow: { Status: ['NEW'] },
          RecordState: ['ACTIVE'],
        },
      },
    },
  },
  {
    id: 'backups',
    description: 'A backup failed or ran out of time',
    pattern: {
      source: ['aws.backup'],
      'detail-type': ['Backup Job State Change'],
      detail: { state: ['ABORTED', 'EXPIRED', 'FAILED'] },
    },
  },
  {
    id: 'root',
    description: 'Somebody works as the root of the account',
    pattern: {
      'detail-type': ['AWS API Call via CloudTrail', 'AWS Console Sign In via CloudTrail'],
      detail: { userIdentity: { type: ['Root'] } },
    },
  },
  {
    id: 'trail',
    description: 'The audit trail was changed or stopped',
    pattern: calls('cloudtrail', ['DeleteTrail', 'PutEventSelectors', 'StopLogging', 'UpdateTrail']),
  },
  {
    id: 'recorder',
    description: 'The configuration history was changed or stopped',
    pattern: calls('config', ['DeleteConfigurationRecorder', 'DeleteDeliveryChannel', 'StopConfigurationRecorder']),
  },
  {
    id: 'detector',
    description: 'Threat detection was changed or stopped',
    pattern: calls('guardduty', ['DeleteDetector', 'DisassociateFromAdministratorAccount', 'UpdateDetector']),
  },
  {
    id: 'keys',
    description: 'A key was disabled or scheduled for deletion',
    pattern: calls('kms', ['DisableKey', 'PutKeyPolicy', 'ScheduleKeyDeletion']),
  },
  {
    id: 'storage',
    description: 'The access rules of a bucket were changed',
    pattern: calls('s3', ['DeleteBucketPolicy', 'PutAccountPublicAccessBlock', 'PutBucketAcl', 'PutBucketPolicy']),
  },
  {
    id: 'network',
    description: 'Ways in or out of the network were changed',
    pattern: calls('ec2', [
      'AttachInternetGateway',
      'AuthorizeSecurityGroupIngress',
      'CreateNetworkAclEntry',
      'CreateRoute',
      'CreateVpcPeeringConnection',
      'DeleteFlowLogs',
      'ReplaceRoute',
    ]),
  },
];
