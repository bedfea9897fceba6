import { DataAwsSecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/data-aws-secretsmanager-secret-version/index.js';
import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version/index.js';
import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret/index.js';
import { secretKey } from '../../../services/definition/names.js';
import type { AwsLocation, GcpLocation, Platform } from '../../../services/definition/platform.js';
import { defineCustomerKey } from '../../aws/customer-key.js';
import type { PlatformStack } from '../../platform-stack.js';
import type { Tunnel } from './tunnels.js';

/** AWS takes 8 to 64 letters, digits, dots and underscores, the first one not 0. */
const KEY_LENGTH = 64;
const RECOVERY_DAYS = 7;
const EPHEMERAL_PASSWORD = 'aws_secretsmanager_random_password';

export interface PreSharedKeysProps {
  readonly platform: Platform;
  readonly aws: AwsLocation;
  readonly gcp: GcpLocation;
  readonly tunnels: readonly Tunnel[];
}

/**
 * A key of its own for every tunnel, by the tunnel's name. Secrets Manager draws it and keeps it under a key of ours; Terraform passes it
 * on without storing it there. The attributes that both gateways take it by are no write-only ones, so this stack's state holds the keys,
 * as the state of every VPN does: it is encrypted by the location's key, and only whoever may change the link may read it.
 */
export function definePreSharedKeys(stack: PlatformStack, props: PreSharedKeysProps): ReadonlyMap<string, string> {
  const key = defineEncryption(stack, props);
  return new Map(props.tunnels.map((tunnel) => [tunnel.name, definePreSharedKey(stack, props, tunnel, key)]));
}

function definePreSharedKey(
  stack: PlatformStack,
  { platform, aws, gcp }: PreSharedKeysProps,
  { name, keyGeneration }: Tunnel,
  key: KmsKey,
): string {
  const secret = new SecretsmanagerSecret(stack, `${name}-key`, {
    name: secretKey(platform.environment.name, aws.name, `links/${gcp.name}/${name}`, 'aws'),
    description: `Pre-shared key of ${name} between ${aws.name} and ${gcp.name}`,
    kmsKeyId: key.arn,
    recoveryWindowInDays: RECOVERY_DAYS,
  });
  // cdktf 0.21 has no construct for ephemeral resources, whose values Terraform keeps nowhere.
  stack.addOverride(`ephemeral.${EPHEMERAL_PASSWORD}.${name}`, {
    exclude_characters: '0',
    exclude_punctuation: true,
    password_length: KEY_LENGTH,
  });
  const version = new SecretsmanagerSecretVersion(stack, `${name}-key-version`, {
    secretId: secret.id,
    secretStringWo: `\${ephemeral.${EPHEMERAL_PASSWORD}.${name}.random_password}`,
    secretStringWoVersion: keyGeneration,
  });
  return new DataAwsSecretsmanagerSecretVersion(stack, `${name}-key-value`, {
    secretId: secret.id,
    dependsOn: [version],
  }).secretString;
}

/** The key of the four secrets: whoever deploys writes and reads them through Secrets Manager, and nobody by any other way. */
function defineEncryption(stack: PlatformStack, { platform, aws, gcp }: PreSharedKeysProps): KmsKey {
  return defineCustomerKey(stack, {
    platform,
    location: aws,
    name: `link-${gcp.name}`,
    description: `Pre-shared keys of the link between ${aws.name} and ${gcp.name}`,
    uses: [
      {
        Sid: 'KeepPreSharedKeys',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${aws.account}:root` },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Condition: {
          StringEquals: {
            'kms:CallerAccount': aws.account,
            'kms:ViaService': `secretsmanager.${aws.region}.amazonaws.com`,
          },
        },
      },
    ],
  });
}
