import { AwsProvider, type AwsProviderConfig } from '@cdktf/provider-aws/lib/provider/index.js';
import type { AwsLocation } from '../../services/definition/platform.js';
import type { PlatformStack } from '../platform-stack.js';

/** Services the stacks call; an API server that replaces the cloud must answer for each. */
const SERVICES = [
  'accessanalyzer',
  'acmpca',
  'appautoscaling',
  'backup',
  'budgets',
  'ce',
  'cloudtrail',
  'configservice',
  'ec2',
  'eks',
  'elasticache',
  'events',
  'guardduty',
  'iam',
  'kafka',
  'kms',
  'logs',
  'route53',
  's3',
  's3Control',
  'scheduler',
  'secretsmanager',
  'securityhub',
  'servicequotas',
  'sns',
  'sts',
] as const;

/** Credentials that open nothing: an API server on loopback checks no signature, but the provider wants to sign. */
const LOOPBACK_CREDENTIALS = { accessKey: 'loopback', secretKey: 'loopback' };

/** A second account that a stack works in. */
export interface OtherAccount {
  readonly alias: string;
  readonly roleArn: string;
}

/**
 * Points a stack at the account and region of a location, and tags everything it creates. The caller's own credentials open the account,
 * except another one, into which a role leads.
 */
export function defineAwsProvider(stack: PlatformStack, location: AwsLocation, other?: OtherAccount): AwsProvider {
  return new AwsProvider(stack, other === undefined ? 'aws' : `aws-${other.alias}`, {
    ...(other === undefined
      ? {}
      : { alias: other.alias, assumeRole: [{ roleArn: other.roleArn, sessionName: stack.planned.name }] }),
    region: location.region,
    // Credentials of another account must fail before anything is planned.
    allowedAccountIds: [location.account],
    defaultTags: [{ tags: { ...stack.tags } }],
    ...(location.endpoint === null ? {} : loopback(location.endpoint)),
  });
}

function loopback(endpoint: string): Partial<AwsProviderConfig> {
  return {
    ...LOOPBACK_CREDENTIALS,
    endpoints: [Object.fromEntries(SERVICES.map((service) => [service, endpoint]))],
    maxRetries: 2,
    s3UsePathStyle: true,
    skipCredentialsValidation: true,
    skipMetadataApiCheck: 'true',
    skipRegionValidation: true,
  };
}
