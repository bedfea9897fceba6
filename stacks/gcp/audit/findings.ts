import { PubsubSubscription } from '@cdktf/provider-google/lib/pubsub-subscription/index.js';
import { PubsubTopicIamMember } from '@cdktf/provider-google/lib/pubsub-topic-iam-member/index.js';
import { PubsubTopic } from '@cdktf/provider-google/lib/pubsub-topic/index.js';
import { SccV2ProjectNotificationConfig } from '@cdktf/provider-google/lib/scc-v2-project-notification-config/index.js';
import type { GcpLocation } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import type { AuditKeys } from './audit-keys.js';

/** As long as a message may wait for the tool that turns findings into incidents. */
const MESSAGE_RETENTION = `${7 * 86_400}s`;
const FILTER = 'state="ACTIVE" AND NOT mute="MUTED" AND (severity="HIGH" OR severity="CRITICAL")';

export interface FindingsProps {
  readonly location: GcpLocation;
  readonly keys: AuditKeys;
}

/** Grave findings of Security Command Center, as messages that stay in the location's region until somebody took them. */
export function defineFindings(stack: PlatformStack, { location, keys }: FindingsProps): void {
  const topic = new PubsubTopic(stack, 'findings', {
    name: `${location.clusterName}-findings`,
    kmsKeyName: keys.messages.id,
    messageStoragePolicy: { allowedPersistenceRegions: [location.region], enforceInTransit: true },
    dependsOn: [keys.messages.grant],
  });
  const notification = new SccV2ProjectNotificationConfig(stack, 'finding-notification', {
    project: location.project,
    location: 'global',
    configId: 'grave-findings',
    description: `Findings of ${location.name} that cannot wait`,
    pubsubTopic: topic.id,
    streamingConfig: { filter: FILTER },
  });
  new PubsubTopicIamMember(stack, 'findings-publisher', {
    topic: topic.name,
    role: 'roles/pubsub.publisher',
    member: `serviceAccount:${notification.serviceAccount}`,
  });
  new PubsubSubscription(stack, 'findings-inbox', {
    name: `${location.clusterName}-findings`,
    topic: topic.id,
    messageRetentionDuration: MESSAGE_RETENTION,
    ackDeadlineSeconds: 60,
    // Without a policy a subscription that nobody reads for a month disappears.
    expirationPolicy: { ttl: '' },
  });
}
