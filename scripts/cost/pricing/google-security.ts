import { listAt, numberAt, textAt } from '../../../policies/engine/json.js';
import type { CostLine, PricingContext, Pricers } from '../pricing-context.js';
import { product, type Range } from '../range.js';
import { retainedGigabytes } from '../retained.js';
import { referenced } from '../stack-resources.js';

/** Keys, secrets, certificates, evidence and what carries it. */
export const googleSecurity: Pricers = {
  google_kms_crypto_key: ({ attributes }, context) => {
    const hardware = textAt(listAt(attributes, 'version_template')[0], 'protection_level') === 'HSM';
    const rotates = textAt(attributes, 'rotation_period') !== undefined;
    return [
      charge(
        context,
        hardware ? 'key versions in hardware' : 'key versions',
        rotates ? context.usage.of('keyVersions') : 1,
        hardware ? 'kms/hsm-version-month' : 'kms/software-version-month',
      ),
      charge(context, 'key requests', context.usage.of('tenThousandRequestsPerKey'), 'kms/ten-thousand-requests'),
    ];
  },
  google_secret_manager_secret: secret,
  google_secret_manager_regional_secret: secret,
  google_privateca_certificate_authority: (resource, context) => {
    const pool = referenced(resource, 'pool', context.resources);
    const tier = textAt(pool?.attributes, 'tier') === 'DEVOPS' ? 'devops' : 'enterprise';
    return [charge(context, `${tier} certificate authority`, 1, `private-ca/${tier}-month`)];
  },
  google_logging_project_bucket_config: ({ attributes }, context) => {
    const ingested = context.usage.of('auditLogGigabytes');
    return [
      charge(context, 'ingestion', ingested, 'logging/ingestion-gb', 'logs'),
      charge(
        context,
        'retention beyond 30 days',
        retainedGigabytes(context, ingested, numberAt(attributes, 'retention_days')),
        'logging/retention-gb-month',
        'logs',
      ),
    ];
  },
  google_pubsub_topic: (_resource, context) => [
    charge(context, 'messages', context.usage.of('tebibytesPerTopic'), 'pubsub/tebibyte', 'logs'),
  ],
};

function secret(_resource: unknown, context: PricingContext): readonly CostLine[] {
  return [
    charge(context, 'secret versions', context.usage.of('secretVersions'), 'secret-manager/version-month'),
    charge(context, 'reads', context.usage.of('tenThousandReadsPerSecret'), 'secret-manager/ten-thousand-calls'),
  ];
}

function charge(
  context: PricingContext,
  item: string,
  quantity: Range | number,
  price: string,
  category: 'security' | 'logs' = 'security',
): CostLine {
  return context.charge('gcp', { category, item, quantity: product(quantity, 1), price });
}
