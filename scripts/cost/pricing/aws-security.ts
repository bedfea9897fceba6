import { at, numberAt, textAt } from '../../../policies/engine/json.js';
import { retainedGigabytes } from '../retained.js';
import type { CostLine, PricingContext, Pricers } from '../pricing-context.js';
import { product, type Range } from '../range.js';
import type { StackResource } from '../stack-resources.js';

/** Keys, secrets, certificates, evidence and what watches over it. */
export const awsSecurity: Pricers = {
  aws_kms_key: ({ attributes }, context) => {
    // AWS keeps the material of the two latest rotations and charges for each.
    const versions = at(attributes, 'enable_key_rotation') === true ? context.usage.of('keyVersions') : 1;
    return [
      charge(context, 'key', versions, 'kms/key-month'),
      charge(context, 'key requests', context.usage.of('tenThousandRequestsPerKey'), 'kms/ten-thousand-requests'),
    ];
  },
  aws_kms_replica_key: (_resource, context) => [charge(context, 'replica key', 1, 'kms/key-month')],
  aws_secretsmanager_secret: (_resource, context) => [
    charge(context, 'secret', 1, 'secrets-manager/secret-month'),
    charge(context, 'reads', context.usage.of('tenThousandReadsPerSecret'), 'secrets-manager/ten-thousand-calls'),
  ],
  aws_acmpca_certificate_authority: ({ attributes }, context) => {
    const kind = textAt(attributes, 'usage_mode') === 'SHORT_LIVED_CERTIFICATE' ? 'short-lived' : 'general';
    return [charge(context, `${kind} certificate authority`, 1, `private-ca/${kind}-month`)];
  },
  aws_guardduty_detector: (_resource, context) => [
    charge(context, 'events', context.usage.of('millionEventsPerAccount'), 'guardduty/million-events'),
    charge(context, 'flow and DNS logs', flowLogGigabytes(context), 'guardduty/log-gb'),
  ],
  aws_guardduty_detector_feature: ({ attributes }, context) => {
    const watchesNodes = /RUNTIME_MONITORING/.test(textAt(attributes, 'name') ?? '');
    if (!watchesNodes || textAt(attributes, 'status') === 'DISABLED') return [];
    const vcpus = product(context.nodesUp(), context.usage.of('vcpusPerNode'));
    return [charge(context, 'runtime monitoring', vcpus, 'guardduty/runtime-vcpu-month')];
  },
  aws_config_configuration_recorder: (_resource, context) => [
    charge(context, 'configuration items', context.usage.of('configurationItems'), 'config/item'),
  ],
  aws_config_config_rule: (_resource, context) => [
    charge(context, 'rule evaluations', context.usage.of('evaluationsPerRule'), 'config/evaluation'),
  ],
  aws_securityhub_standards_subscription: (_resource, context) => [
    charge(context, 'security checks', context.usage.of('checksPerStandard'), 'security-hub/check'),
  ],
  aws_cloudtrail: ({ attributes }, context) => {
    const records = ['event_selector', 'advanced_event_selector'].some((block) => at(attributes, block) !== undefined);
    // The first copy of management events is free.
    return records
      ? [
          charge(
            context,
            'data events',
            context.usage.of('hundredThousandDataEvents'),
            'cloudtrail/hundred-thousand-data-events',
          ),
        ]
      : [];
  },
  aws_cloudwatch_log_group: (resource, context) => {
    const ingested = ingestedGigabytes(resource, context);
    const stored = retainedGigabytes(context, ingested, numberAt(resource.attributes, 'retention_in_days'));
    return [
      charge(context, 'ingestion', ingested, 'cloudwatch/ingestion-gb', 'logs'),
      // CloudWatch stores logs compressed; the ratio is the one AWS uses in its own examples.
      charge(
        context,
        'storage',
        product(stored, context.usage.of('logCompression')),
        'cloudwatch/storage-gb-month',
        'logs',
      ),
    ];
  },
  aws_cloudwatch_metric_alarm: (_resource, context) => [charge(context, 'alarm', 1, 'cloudwatch/alarm-month', 'logs')],
  aws_sns_topic: (_resource, context) => [
    charge(context, 'notifications', context.usage.of('millionMessagesPerTopic'), 'sns/million-messages', 'logs'),
  ],
  aws_sqs_queue: (_resource, context) => [
    charge(context, 'messages', context.usage.of('millionMessagesPerTopic'), 'sqs/million-messages', 'logs'),
  ],
};

function charge(
  context: PricingContext,
  item: string,
  quantity: Range | number,
  price: string,
  category: 'security' | 'logs' = 'security',
): CostLine {
  return context.charge('aws', { category, item, quantity, price });
}

const flowLogGigabytes = (context: PricingContext): Range =>
  product(context.nodesUp(), context.usage.of('flowLogGigabytesPerNode'));

/** What a log group takes in, told by the source that its name stands for. */
function ingestedGigabytes({ attributes }: StackResource, context: PricingContext): Range {
  const name = textAt(attributes, 'name') ?? '';
  if (/flow-logs/.test(name)) return flowLogGigabytes(context);
  return /\/eks\//.test(name)
    ? context.usage.of('controlPlaneLogGigabytes')
    : context.usage.of('gigabytesPerOtherLogGroup');
}
