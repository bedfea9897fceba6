import type { AwsLocation } from '../../services/definition/platform.js';
import type { PolicyStatement } from './policy-document.js';

export const bucketArn = (bucketName: string): string => `arn:aws:s3:::${bucketName}`;

/** What nobody may do with a bucket of ours, whatever another policy allows. */
export function bucketFences({ account }: AwsLocation, bucketName: string): readonly PolicyStatement[] {
  const arn = bucketArn(bucketName);
  const everything = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [arn, `${arn}/*`] } as const;
  return [
    { ...everything, Sid: 'DenyPlainText', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    { ...everything, Sid: 'DenyOldTls', Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } },
    {
      ...everything,
      Sid: 'DenyOtherAccounts',
      Condition: {
        StringNotEquals: { 'aws:PrincipalAccount': account },
        Bool: { 'aws:PrincipalIsAWSService': 'false' },
      },
    },
    {
      // Without the header the bucket's own key is used.
      Sid: 'DenyOtherEncryption',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: `${arn}/*`,
      Condition: {
        Null: { 's3:x-amz-server-side-encryption': 'false' },
        StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' },
      },
    },
  ];
}
