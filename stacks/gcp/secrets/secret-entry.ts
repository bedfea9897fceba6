import { SecretManagerSecret } from '@cdktf/provider-google/lib/secret-manager-secret/index.js';
import { identityIn } from '../../../services/definition/names.js';
import type { GcpLocation, Service } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import type { GrantedKey } from '../granted-key.js';
import { serviceLabels } from '../in-location.js';
import type { RotationTopic } from './rotation-topic.js';

const SECONDS_PER_DAY = 86_400;
/** A destroyed version can be enabled again for this long. */
const VERSION_DESTROY_DELAY = `${30 * SECONDS_PER_DAY}s`;
/** Google wants to know the first rotation when a rhythm begins. From then on it keeps the time itself. */
const FIRST_ROTATION = '2027-01-04T09:00:00Z';

export interface SecretEntryProps {
  readonly location: GcpLocation;
  readonly service: Service;
  readonly secret: Service['secrets'][number];
  readonly key: GrantedKey;
  readonly topic: RotationTopic;
}

/**
 * One secret of one service: kept in the location's region under its key, due again after its declared time. Its reader is named by the
 * cluster stack, in a condition, because accounts come before secrets.
 */
export function defineSecretEntry(stack: PlatformStack, props: SecretEntryProps): void {
  const { location, service, secret, key, topic } = props;
  new SecretManagerSecret(stack, `${service.name}-${secret.name}`, {
    secretId: identityIn(secret.remoteKeys, location.name),
    replication: {
      userManaged: {
        replicas: [{ location: location.region, customerManagedEncryption: { kmsKeyName: key.id } }],
      },
    },
    topics: [{ name: topic.id }],
    rotation: {
      rotationPeriod: `${secret.rotateDays * SECONDS_PER_DAY}s`,
      nextRotationTime: FIRST_ROTATION,
    },
    versionDestroyTtl: VERSION_DESTROY_DELAY,
    deletionProtection: true,
    labels: { ...stack.tags, ...serviceLabels(service) },
    dependsOn: [key.grant, topic.publisher],
    lifecycle: { preventDestroy: true, ignoreChanges: ['rotation[0].next_rotation_time'] },
  });
}
