import { PubsubTopicIamMember } from '@cdktf/provider-google/lib/pubsub-topic-iam-member/index.js';
import { PubsubTopic } from '@cdktf/provider-google/lib/pubsub-topic/index.js';
import type { ITerraformDependable } from 'cdktf';
import type { GcpLocation } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { secretsAgent } from '../cluster/service-agents.js';
import type { GrantedKey } from '../granted-key.js';

/** The topic, and what must be there before a secret may name it. */
export interface RotationTopic {
  readonly id: string;
  readonly publisher: ITerraformDependable;
}

/** Where Secret Manager says that a secret is due; what rotates it listens there. */
export function defineRotationTopic(
  stack: PlatformStack,
  { clusterName, region }: GcpLocation,
  key: GrantedKey,
  projectNumber: string,
): RotationTopic {
  const topic = new PubsubTopic(stack, 'rotations', {
    name: `${clusterName}-rotations`,
    kmsKeyName: key.id,
    messageStoragePolicy: { allowedPersistenceRegions: [region], enforceInTransit: true },
    dependsOn: [key.grant],
  });
  const publisher = new PubsubTopicIamMember(stack, 'rotations-publisher', {
    topic: topic.name,
    role: 'roles/pubsub.publisher',
    member: secretsAgent(projectNumber),
  });
  return { id: topic.id, publisher };
}
