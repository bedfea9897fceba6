import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import { secretKey } from '../../../services/definition/names.js';
import type { AwsLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { inLocation, servicesIn } from '../in-location.js';
import { policyDocument } from '../policy-document.js';
import type { CiRoles } from './ci-roles.js';

/** The only secrets of services whose values a stack makes: access to Kafka, from the resources that grant it. */
const KAFKA_CREDENTIALS = 'KAFKA_CREDENTIALS';

/**
 * Lets CI handle the few values that Terraform itself makes or passes on, and that states therefore hold anyway: keys
 * of the links between clouds and access to Kafka. A plan reads them to compare; every other value is out of reach.
 */
export function allowStatedSecrets(stack: PlatformStack, platform: Platform, location: AwsLocation, ci: CiRoles): void {
  const { account, region } = location;
  const links = secretKey(platform.environment.name, location.name, 'links', 'aws');
  const kafka = servicesIn(platform, location)
    .flatMap((service) => service.secrets)
    .filter(({ env }) => env === KAFKA_CREDENTIALS)
    .map(({ remoteKeys }) => `${inLocation(remoteKeys, location)}-??????`);
  const secrets = [`${links}/*`, ...kafka].map((name) => `arn:aws:secretsmanager:${region}:${account}:secret:${name}`);
  const read = ['secretsmanager:GetSecretValue'];
  const write = [...read, 'secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecretVersionStage'];
  for (const [purpose, actions] of [
    ['plan', read],
    ['deploy', write],
  ] as const) {
    new IamRolePolicy(stack, `${purpose}-stated-secrets`, {
      name: 'stated-secrets',
      role: ci[purpose].name,
      policy: policyDocument([
        { Sid: 'HandleStatedSecrets', Effect: 'Allow', Action: actions, Resource: secrets },
        {
          Sid: 'DecryptStatedSecrets',
          Effect: 'Allow',
          Action: 'kms:Decrypt',
          Resource: `arn:aws:kms:${region}:${account}:key/*`,
          Condition: {
            StringEquals: { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` },
            ArnLike: { 'kms:EncryptionContext:SecretARN': secrets },
          },
        },
      ]),
    });
  }
}
