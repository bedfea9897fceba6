import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version/index.js';
import { SecretManagerSecretVersion } from '@cdktf/provider-google/lib/secret-manager-secret-version/index.js';
import { KAFKA_CREDENTIALS } from '../../services/definition/names.js';
import type { Location, Service } from '../../services/definition/platform.js';
import type { PlatformStack } from '../platform-stack.js';

/** How a program reaches its location's Kafka and proves who it is: the JSON that services/kit reads. */
export type KafkaCredentials = { readonly bootstrap: string } & (
  | { readonly mechanism: 'PLAIN'; readonly username: string; readonly password: string }
  | { readonly mechanism: 'OAUTHBEARER'; readonly identity: 'aws'; readonly region: string }
  | { readonly mechanism: 'OAUTHBEARER'; readonly identity: 'gcp' }
);

/**
 * Writes a service's credentials into the secret that it declares for them. The secret itself belongs to the secrets stack
 * and is known by its derived name. A service that declares none gets none.
 */
export function defineCredentials(
  stack: PlatformStack,
  location: Location,
  service: Service,
  credentials: KafkaCredentials,
): void {
  const secret = service.secrets.find(({ env }) => env === KAFKA_CREDENTIALS)?.remoteKeys[location.name];
  if (secret === undefined) return;
  const id = `credentials-${service.name}`;
  const value = JSON.stringify(credentials);
  if (location.cloud === 'aws') {
    new SecretsmanagerSecretVersion(stack, id, { secretId: secret, secretString: value });
  } else {
    new SecretManagerSecretVersion(stack, id, {
      secret: `projects/${location.project}/secrets/${secret}`,
      secretData: value,
    });
  }
}
