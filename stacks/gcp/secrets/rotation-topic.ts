import { MonitoringAlertPolicy } from '@cdktf/provider-google/lib/monitoring-alert-policy/index.js';
import { PubsubSubscription } from '@cdktf/provider-google/lib/pubsub-subscription/index.js';
import { PubsubTopicIamMember } from '@cdktf/provider-google/lib/pubsub-topic-iam-member/index.js';
import { PubsubTopic } from '@cdktf/provider-google/lib/pubsub-topic/index.js';
import type { ITerraformDependable } from 'cdktf';
import type { GcpLocation, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { secretsAgent } from '../cluster/service-agents.js';
import { defineContact } from '../contacts.js';
import type { GrantedKey } from '../granted-key.js';

/** As long as Pub/Sub keeps a reminder that nobody took: a month of holidays is shorter. */
const REMINDER_RETENTION = `${31 * 86_400}s`;
const ALIGNMENT_SECONDS = 300;
const AUTO_CLOSE_SECONDS = 7 * 86_400;

/** Where reminders go, and the grant without which Secret Manager refuses to name it. */
export interface RotationTopic {
  readonly id: string;
  readonly grant: ITerraformDependable;
}

export interface RotationTopicProps {
  readonly platform: Platform;
  readonly location: GcpLocation;
  readonly key: GrantedKey;
  readonly projectNumber: string;
}

/** Where Secret Manager says that a secret is due, and how whoever is on call hears of it. */
export function defineRotationTopic(stack: PlatformStack, props: RotationTopicProps): RotationTopic {
  const { platform, location, key, projectNumber } = props;
  const name = `${location.clusterName}-rotation-due`;
  const topic = new PubsubTopic(stack, 'rotation-due', {
    project: location.project,
    name,
    kmsKeyName: key.id,
    messageStoragePolicy: { allowedPersistenceRegions: [location.region], enforceInTransit: true },
    labels: { ...stack.tags },
    dependsOn: [key.grant],
  });
  const grant = new PubsubTopicIamMember(stack, 'rotation-due-publisher', {
    topic: topic.name,
    role: 'roles/pubsub.publisher',
    member: secretsAgent(projectNumber),
  });
  new PubsubSubscription(stack, 'rotation-due-inbox', {
    project: location.project,
    name,
    topic: topic.id,
    messageRetentionDuration: REMINDER_RETENTION,
    ackDeadlineSeconds: 60,
    // Without a policy a subscription that nobody reads for a month disappears.
    expirationPolicy: { ttl: '' },
    labels: { ...stack.tags },
  });
  defineAlert(stack, platform, location, topic.name);
  return { id: topic.id, grant };
}

function defineAlert(stack: PlatformStack, { environment }: Platform, location: GcpLocation, topic: string): void {
  // An environment without a public edge has nobody on call.
  if (environment.edge === null) return;
  const contact = defineContact(stack, location, 'on-call', environment.edge.notify);
  const displayName = `A secret is due in ${location.clusterName}`;
  new MonitoringAlertPolicy(stack, 'rotation-due-alert', {
    project: location.project,
    displayName,
    combiner: 'OR',
    severity: 'WARNING',
    notificationChannels: [contact.id],
    conditions: [
      {
        displayName,
        conditionThreshold: {
          filter: [
            'resource.type="pubsub_topic"',
            `resource.labels.topic_id="${topic}"`,
            'metric.type="pubsub.googleapis.com/topic/send_message_operation_count"',
          ].join(' AND '),
          comparison: 'COMPARISON_GT',
          thresholdValue: 0,
          duration: '0s',
          aggregations: [{ alignmentPeriod: `${ALIGNMENT_SECONDS}s`, perSeriesAligner: 'ALIGN_SUM' }],
        },
      },
    ],
    documentation: {
      mimeType: 'text/markdown',
      content: `Which one: \`gcloud pubsub subscriptions pull ${topic} --project ${location.project}\`. Its labels name the owner.`,
    },
    alertStrategy: { autoClose: `${AUTO_CLOSE_SECONDS}s` },
    userLabels: { ...stack.tags },
  });
}
