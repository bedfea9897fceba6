import { Cloudtrail } from '@cdktf/provider-aws/lib/cloudtrail/index.js';
import type { AwsLocation, AwsOrganization, Platform } from '../../../services/definition/platform.js';
import { awsOrganizationOf } from '../../organization.js';
import type { PlatformStack } from '../../platform-stack.js';
import { durableLifecycle } from '../durable.js';
import type { PolicyStatement } from '../policy-document.js';
import { type Archive, trailArn, trailName } from './archive.js';
import { defineArchiveBucket } from './archive-bucket.js';

export interface TrailProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
  readonly archive: Archive;
}

/**
 * Who did what in the account, in every region, signed hour by hour and delivered to a bucket where nobody can change it. The location
 * whose account the organization trusts with it records the whole organization.
 */
export function defineTrail(stack: PlatformStack, { platform, location, archive }: TrailProps): void {
  const organization = awsOrganizationOf(platform, location);
  const ofOrganization = organization !== null && organization.trailAccount === location.account;
  const { bucket, policy } = defineArchiveBucket(stack, {
    location,
    archive,
    purpose: 'audit',
    retention: platform.environment.retention,
    locked: true,
    writers: (bucketArn) => writers(stack, location, bucketArn, ofOrganization ? organization : null),
  });
  new Cloudtrail(stack, 'trail', {
    name: trailName(stack),
    s3BucketName: bucket.id,
    kmsKeyId: archive.key.arn,
    enableLogFileValidation: true,
    enableLogging: true,
    includeGlobalServiceEvents: true,
    isMultiRegionTrail: true,
    isOrganizationTrail: ofOrganization,
    advancedEventSelector: eventSelectors(location),
    dependsOn: [policy],
    lifecycle: durableLifecycle(location),
  });
}

function writers(
  stack: PlatformStack,
  location: AwsLocation,
  bucketArn: string,
  organization: AwsOrganization | null,
): readonly PolicyStatement[] {
  const source = { 'aws:SourceArn': trailArn(stack, location) };
  const prefixes = [location.account, ...(organization === null ? [] : [organization.id])];
  return [
    {
      Sid: 'FindBucket',
      Effect: 'Allow',
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Action: 's3:GetBucketAcl',
      Resource: bucketArn,
      Condition: { StringEquals: source },
    },
    {
      Sid: 'DeliverTrail',
      Effect: 'Allow',
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: prefixes.map((prefix) => `${bucketArn}/AWSLogs/${prefix}/*`),
      Condition: { StringEquals: { ...source, 's3:x-amz-acl': 'bucket-owner-full-control' } },
    },
  ];
}

/** Everything that is managed, and every touch of the states, which repeat what the location is made of. */
function eventSelectors({ state }: AwsLocation) {
  const management = { name: 'management', fieldSelector: [{ field: 'eventCategory', equalTo: ['Management'] }] };
  if (state.backend !== 's3') return [management];
  return [
    management,
    {
      name: 'states',
      fieldSelector: [
        { field: 'eventCategory', equalTo: ['Data'] },
        { field: 'resources.type', equalTo: ['AWS::S3::Object'] },
        { field: 'resources.ARN', startsWith: [`arn:aws:s3:::${state.bucket}/`] },
      ],
    },
  ];
}
