import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { archiveReaderRole, dataBucket, keyAlias } from '../../../services/definition/names.js';
import type { AwsLocation, GcpLocation, Platform, Service } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { tokenTrust, type TokenIssuer } from '../cluster/pod-identity.js';
import { serviceTags } from '../in-location.js';
import { policyDocument, type PolicyStatement } from '../policy-document.js';

const PURPOSES = ['backups', 'wal'] as const;

export interface ArchiveReaderProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
  /** Where the service reads from. */
  readonly reader: GcpLocation;
  readonly issuer: TokenIssuer;
  readonly service: Service;
}

/** Lets one service of one foreign cluster read what its own databases archive here; it writes nothing and reads nobody else's. */
export function defineArchiveReader(stack: PlatformStack, props: ArchiveReaderProps): void {
  const { platform, location, reader, issuer, service } = props;
  const { namespace, serviceAccount } = service.derived;
  const role = new IamRole(stack, `${service.name}-from-${reader.name}`, {
    name: archiveReaderRole(platform.environment.name, location.name, service.name, reader.name),
    description: `${service.name} in ${reader.clusterName} reads archives of ${location.name}`,
    assumeRolePolicy: policyDocument([tokenTrust(issuer, { namespace, name: serviceAccount })]),
    tags: serviceTags(service),
  });
  new IamRolePolicy(stack, `${service.name}-from-${reader.name}-reads`, {
    name: 'read-own-archives',
    role: role.name,
    policy: policyDocument(readStatements(props)),
  });
}

function readStatements({ platform, location, service }: ArchiveReaderProps): readonly PolicyStatement[] {
  const { region, account, name } = location;
  const environment = platform.environment.name;
  const buckets = PURPOSES.map((purpose) => `arn:aws:s3:::${dataBucket(environment, name, purpose)}`);
  const folder = `${service.name}/*`;
  return [
    {
      Sid: 'ListOwnArchives',
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: buckets,
      Condition: { StringLike: { 's3:prefix': folder } },
    },
    {
      Sid: 'ReadOwnArchives',
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:GetObjectVersion'],
      Resource: buckets.map((bucket) => `${bucket}/${folder}`),
    },
    {
      Sid: 'DecryptArchives',
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      // Keys by alias: their ids are known to the state of another stack only.
      Resource: `arn:aws:kms:${region}:${account}:key/*`,
      Condition: {
        StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` },
        'ForAnyValue:StringEquals': {
          'kms:ResourceAliases': PURPOSES.map((purpose) => keyAlias(environment, name, purpose)),
        },
      },
    },
  ];
}
