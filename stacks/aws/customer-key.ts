import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias/index.js';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import type { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { keyAlias } from '../../services/definition/names.js';
import type { AwsLocation, Platform } from '../../services/definition/platform.js';
import type { PlatformStack } from '../platform-stack.js';
import { durableLifecycle } from './durable.js';
import { policyDocument, type PolicyStatement } from './policy-document.js';

/** Longest that AWS allows; a key deleted by mistake takes its data with it. */
const DELETION_WINDOW_DAYS = 30;

/** Administers the key without using it: whoever manages keys can neither encrypt, decrypt nor create grants. */
const ADMINISTER = [
  'CancelKeyDeletion',
  'CreateAlias',
  'DeleteAlias',
  'DescribeKey',
  'DisableKey',
  'EnableKey',
  'EnableKeyRotation',
  'GetKeyPolicy',
  'GetKeyRotationStatus',
  'ListGrants',
  'ListKeyPolicies',
  'ListResourceTags',
  'PutKeyPolicy',
  'RevokeGrant',
  'ScheduleKeyDeletion',
  'TagResource',
  'UntagResource',
  'UpdateAlias',
  'UpdateKeyDescription',
].map((action) => `kms:${action}`);

/** What a service that encrypts and decrypts with a key calls. */
export const USE_KEY = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

export interface CustomerKeyProps {
  readonly platform: Platform;
  readonly location: AwsLocation;
  /** Names the key inside of its location. */
  readonly name: string;
  /** Where somebody wrote an alias down, such as that of a state; otherwise it follows from the name. */
  readonly alias?: string;
  readonly description: string;
  /** Who may use the key, and for what. */
  readonly uses: readonly KeyUse[];
  /** Set where the key belongs to another account than the location's, which then administers it. */
  readonly elsewhere?: KeyOwner | null;
}

/** An account that owns a key, and the provider that acts in it. */
export interface KeyOwner {
  readonly account: string;
  readonly provider: AwsProvider;
}

/** A statement of a key policy; its resource is always the key itself. */
export type KeyUse = Omit<PolicyStatement, 'Resource'>;

/** A rotating key of our own in the location's region, with a policy that names every use. */
export function defineCustomerKey(stack: PlatformStack, props: CustomerKeyProps): KmsKey {
  const { platform, location, name, description, uses, elsewhere = null } = props;
  const provider = elsewhere === null ? {} : { provider: elsewhere.provider };
  const owner = elsewhere === null ? location.account : elsewhere.account;
  const { alias = keyAlias(platform.environment.name, location.name, name) } = props;
  const key = new KmsKey(stack, `${name}-key`, {
    description,
    deletionWindowInDays: DELETION_WINDOW_DAYS,
    enableKeyRotation: true,
    policy: policyDocument([administer(owner), ...uses].map(onThisKey)),
    tags: { Name: `${stack.planned.name}-${name}` },
    lifecycle: durableLifecycle(location),
    ...provider,
  });
  new KmsAlias(stack, `${name}-key-alias`, {
    name: alias,
    targetKeyId: key.keyId,
    ...provider,
  });
  return key;
}

function administer(account: string): KeyUse {
  return {
    Sid: 'AdministerWithoutUse',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: ADMINISTER,
  };
}

/** In a key policy `*` means the key that carries it; AWS accepts nothing narrower when the key is created. */
function onThisKey(use: KeyUse): PolicyStatement {
  return { ...use, Resource: '*' };
}
