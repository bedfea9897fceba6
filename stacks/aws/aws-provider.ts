import { AwsProvider, type AwsProviderConfig } from '@cdktf/provider-aws/lib/provider/index.js';
import type { AwsLocation } from '../../services/definition/platform.js';
import type { PlatformStack } from '../platform-stack.js';

/** Services the stacks call; an API server that replaces the cloud must answer for each. */
const SERVICES = [
  'appautoscaling',
  'ec2',
  'eks',
  'iam',
  'kafka',
  'kms',
  'logs',
  'route53',
  'secretsmanager',
  'sts',
] as const;

/** Credentials that open nothing: an API server on loopback checks no signature, but the provider wants to sign. */
const LOOPBACK_CREDENTIALS = { accessKey: 'loopback', secretKey: 'loopback' };

/** Points a stack at the account and region of its location, and tags everything it creates. */
export function defineAwsProvider(stack: PlatformStack, location: AwsLocation): void {
  new AwsProvider(stack, 'aws', {
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
