import { SecretsmanagerSecretPolicy } from '@cdktf/provider-aws/lib/secretsmanager-secret-policy/index.js';
import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret/index.js';
import { keyAlias } from '../../../services/definition/names.js';
import type { AwsLocation, Platform, Service } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { durableLifecycle } from '../durable.js';
import { inLocation, serviceTags } from '../in-location.js';
import { policyDocument } from '../policy-document.js';

/** Longest that AWS allows: a secret deleted by mistake can be brought back. */
const RECOVERY_DAYS = 30;

/** A secret that a service declares. */
export interface DeclaredSecret {
  readonly service: Service;
  readonly secret: Service['secrets'][number];
}

/** The place of a secret in Secrets Manager. Whoever rotates writes its value, so no state ever holds it. */
export function defineSecretEntry(
  stack: PlatformStack,
  { environment }: Platform,
  location: AwsLocation,
  { service, secret }: DeclaredSecret,
): void {
  const { account, region } = location;
  const id = `${service.name}-${secret.name}`;
  const entry = new SecretsmanagerSecret(stack, id, {
    name: inLocation(secret.remoteKeys, location),
    description: `${secret.env} of ${service.name}`,
    // Made with the roles that may read secrets. An ARN is what AWS answers, so the next plan sees no difference.
    kmsKeyId: `arn:aws:kms:${region}:${account}:${keyAlias(environment.name, location.name, 'secrets')}`,
    recoveryWindowInDays: RECOVERY_DAYS,
    tags: { ...serviceTags(service), 'rotate-days': String(secret.rotateDays) },
    lifecycle: durableLifecycle(location),
  });
  new SecretsmanagerSecretPolicy(stack, `${id}-policy`, {
    secretArn: entry.arn,
    blockPublicPolicy: true,
    policy: policyDocument([
      {
        Sid: 'DenyOtherAccounts',
        Effect: 'Deny',
        Principal: '*',
        Action: 'secretsmanager:*',
        // In the policy of a secret `*` means the secret that carries it.
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:PrincipalAccount': account } },
      },
    ]),
  });
}
