import { secretKey } from '../../../services/definition/names.js';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import type { PolicyStatement } from '../policy-document.js';

/**
 * What an emergency may need and nobody does otherwise: each action by name, so that the role cannot give itself more, stop the audit
 * trail or touch the archive.
 */
export function emergencyStatements({ environment }: Platform, location: AwsLocation): readonly PolicyStatement[] {
  const { region, account, clusterName, name, state } = location;
  const tagged = { StringEquals: { 'aws:ResourceTag/environment': environment.name } };
  return [
    {
      Sid: 'ChangeCluster',
      Effect: 'Allow',
      Action: [
        'eks:DescribeNodegroup',
        'eks:UpdateClusterConfig',
        'eks:UpdateNodegroupConfig',
        'eks:UpdateNodegroupVersion',
      ],
      Resource: [
        `arn:aws:eks:${region}:${account}:cluster/${clusterName}`,
        `arn:aws:eks:${region}:${account}:nodegroup/${clusterName}/*/*`,
      ],
    },
    {
      Sid: 'ScaleNodes',
      Effect: 'Allow',
      Action: [
        'autoscaling:SetDesiredCapacity',
        'autoscaling:TerminateInstanceInAutoScalingGroup',
        'autoscaling:UpdateAutoScalingGroup',
      ],
      Resource: `arn:aws:autoscaling:${region}:${account}:autoScalingGroup:*:autoScalingGroupName/eks-*`,
    },
    {
      Sid: 'CutOffOrReconnect',
      Effect: 'Allow',
      Action: [
        'ec2:AuthorizeSecurityGroupIngress',
        'ec2:CreateRoute',
        'ec2:DeleteRoute',
        'ec2:ReplaceRoute',
        'ec2:RevokeSecurityGroupIngress',
        'ec2:TerminateInstances',
      ],
      Resource: `arn:aws:ec2:${region}:${account}:*`,
      Condition: tagged,
    },
    {
      Sid: 'SaveKeys',
      Effect: 'Allow',
      Action: ['kms:CancelKeyDeletion', 'kms:EnableKey'],
      Resource: `arn:aws:kms:${region}:${account}:key/*`,
      Condition: tagged,
    },
    {
      Sid: 'ReplaceSecrets',
      Effect: 'Allow',
      Action: ['secretsmanager:DescribeSecret', 'secretsmanager:PutSecretValue', 'secretsmanager:RotateSecret'],
      Resource: `arn:aws:secretsmanager:${region}:${account}:secret:${secretKey(environment.name, name, '*', 'aws')}`,
    },
    {
      Sid: 'RestoreBackups',
      Effect: 'Allow',
      Action: ['backup:GetRecoveryPointRestoreMetadata', 'backup:StartRestoreJob'],
      Resource: [
        `arn:aws:backup:${region}:${account}:backup-vault:${clusterName}`,
        `arn:aws:backup:${region}:${account}:recovery-point:*`,
        `arn:aws:ec2:${region}::snapshot/*`,
      ],
    },
    {
      Sid: 'RestoreAsBackupRole',
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: `arn:aws:iam::${account}:role/${clusterName}-backup`,
      Condition: { StringEquals: { 'iam:PassedToService': 'backup.amazonaws.com' } },
    },
    ...(state.backend === 's3'
      ? [
          {
            Sid: 'ReleaseStateLocks',
            Effect: 'Allow' as const,
            Action: 's3:DeleteObject',
            Resource: `arn:aws:s3:::${state.bucket}/${environment.name}/${name}/*/terraform.tfstate.tflock`,
          },
        ]
      : []),
  ];
}
