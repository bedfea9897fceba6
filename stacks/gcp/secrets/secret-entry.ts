import { SecretManagerSecret } from '@cdktf/provider-google/lib/secret-manager-secret/index.js';
import { identityIn } from '../../../services/definition/names.js';
import type { GcpLocation, Service } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import type { GrantedKey } from '../granted-key.js';
import { serviceLabels } from '../in-location.js';
import type { RotationTopic } from './rotation-topic.js';

const SECONDS_PER_DAY = 86_400;
const HOURS_PER_DAY = 24;
/** A value destroyed by mistake can be brought back for this long. */
const DESTRUCTION_DELAY = `${30 * SECONDS_PER_DAY}s`;

export interface SecretEntryProps {
  readonly location: GcpLocation;
  readonly service: Service;
  readonly secret: Service['secrets'][number];
  readonly key: GrantedKey;
  readonly due: RotationTopic;
}

/**
 * The place of a secret in Secret Manager, in the location's region only. Whoever rotates adds a version, so no state ever holds a value.
 * Google insists on the time of the first reminder: Terraform counts it from the plan that makes the secret, then Google moves it on.
 */
export function defineSecretEntry(stack: PlatformStack, props: SecretEntryProps): void {
  const { location, service, secret, key, due } = props;
  new SecretManagerSecret(stack, `${service.name}-${secret.name}`, {
    project: location.project,
    secretId: identityIn(secret.remoteKeys, location.name),
    replication: {
      userManaged: {
        replicas: [{ location: location.region, customerManagedEncryption: { kmsKeyName: key.id } }],
      },
    },
    rotation: {
      rotationPeriod: `${secret.rotateDays * SECONDS_PER_DAY}s`,
      nextRotationTime: `\${timeadd(plantimestamp(), "${secret.rotateDays * HOURS_PER_DAY}h")}`,
    },
    topics: [{ name: due.id }],
    versionDestroyTtl: DESTRUCTION_DELAY,
    deletionProtection: true,
    labels: { ...stack.tags, ...serviceLabels(service), 'rotate-days': String(secret.rotateDays) },
    dependsOn: [key.grant, due.grant],
    lifecycle: { preventDestroy: true, ignoreChanges: ['rotation[0].next_rotation_time'] },
  });
}
