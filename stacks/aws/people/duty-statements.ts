import type { Duty } from '../../../services/definition/names.js';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import type { PolicyStatement } from '../policy-document.js';
import { emergencyStatements } from './emergency-statements.js';

/** What a duty may do beyond looking at what there is. */
export function dutyStatements(platform: Platform, location: AwsLocation, duty: Duty): readonly PolicyStatement[] {
  switch (duty) {
    case 'viewer':
      return [];
    case 'engineer':
      return [...operate(location), ...readStates(platform, location)];
    case 'break-glass':
      return [...operate(location), ...readStates(platform, location), ...emergencyStatements(platform, location)];
  }
}

/** The cluster's API, where its own access rules decide, and the logs. */
function operate({ region, account, clusterName }: AwsLocation): readonly PolicyStatement[] {
  const logs = `arn:aws:logs:${region}:${account}:log-group`;
  return [
    {
      Sid: 'ReachCluster',
      Effect: 'Allow',
      Action: ['eks:AccessKubernetesApi', 'eks:DescribeCluster'],
      Resource: `arn:aws:eks:${region}:${account}:cluster/${clusterName}`,
    },
    {
      Sid: 'ReadLogs',
      Effect: 'Allow',
      Action: ['logs:FilterLogEvents', 'logs:GetLogEvents', 'logs:StartQuery'],
      Resource: [`${logs}:/aws/eks/${clusterName}/*`, `${logs}:/finflow/*`],
    },
    { Sid: 'ReadAnswers', Effect: 'Allow', Action: ['logs:GetQueryResults', 'logs:StopQuery'], Resource: '*' },
  ];
}

/** Plans are made from states, so whoever operates reads those of the location, and no others. */
function readStates(
  { environment }: Platform,
  { region, account, name, state }: AwsLocation,
): readonly PolicyStatement[] {
  if (state.backend !== 's3') return [];
  const prefix = `${environment.name}/${name}`;
  return [
    {
      Sid: 'ListStates',
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: `arn:aws:s3:::${state.bucket}`,
      Condition: { StringLike: { 's3:prefix': `${prefix}/*` } },
    },
    {
      Sid: 'ReadStates',
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${state.bucket}/${prefix}/*`,
    },
    {
      Sid: 'DecryptStates',
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: `arn:aws:kms:${region}:${account}:key/*`,
      Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': state.kmsKeyAlias } },
    },
  ];
}
