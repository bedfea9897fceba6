import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import type { AwsLocation, Service } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { bucketArn } from '../bucket-fences.js';
import { inLocation } from '../in-location.js';
import { policyDocument, type PolicyStatement } from '../policy-document.js';

/** Reading, writing and forgetting content; what is forgotten stays behind as a locked version. */
const CONTENT = ['s3:DeleteObject', 's3:GetObject', 's3:GetObjectVersion', 's3:PutObject'];

/** Content is for the databases' roles of this location, whatever another policy allows. */
export function contentFence({ account }: AwsLocation, bucketName: string, roles: readonly string[]): PolicyStatement {
  return {
    Sid: 'DenyOtherRoles',
    Effect: 'Deny',
    Principal: '*',
    Action: CONTENT,
    Resource: `${bucketArn(bucketName)}/*`,
    Condition: {
      ArnNotEquals: { 'aws:PrincipalArn': roles.map((role) => `arn:aws:iam::${account}:role/${role}`) },
    },
  };
}

export interface ArchiveBucket {
  readonly bucketName: string;
  readonly key: KmsKey;
}

/** Lets the role of a service archive below its own folder and list nothing else. */
export function allowArchiving(
  stack: PlatformStack,
  location: AwsLocation,
  service: Service,
  archives: readonly ArchiveBucket[],
): void {
  const folder = `${service.name}/*`;
  new IamRolePolicy(stack, `archives-${service.name}`, {
    name: 'archive-own-databases',
    role: inLocation(service.derived.cloudIdentity, location),
    policy: policyDocument([
      {
        Sid: 'ListOwnArchives',
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: archives.map(({ bucketName }) => bucketArn(bucketName)),
        Condition: { StringLike: { 's3:prefix': folder } },
      },
      {
        Sid: 'ArchiveOwnDatabases',
        Effect: 'Allow',
        Action: ['s3:AbortMultipartUpload', ...CONTENT, 's3:ListMultipartUploadParts'],
        Resource: archives.map(({ bucketName }) => `${bucketArn(bucketName)}/${folder}`),
      },
      {
        Sid: 'UseArchiveKeys',
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: archives.map(({ key }) => key.arn),
      },
    ]),
  });
}
