import { load } from 'js-yaml';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Attributes, CHECKOUT, platforms, synthesized, type TerraformJson } from './testing/synthesized-stacks.js';

/**
 * `prevent_destroy` vanishes together with the resource that carries it. So every address that holds data, keys or evidence stands in a list
 * of its own: taking one out of a stack means taking it out of there too, in the same review.
 */
const FILE = 'stacks/stateful-addresses.yaml';

const listed = load(readFileSync(join(CHECKOUT, FILE), 'utf8')) as Readonly<Record<string, readonly string[]>>;
const real = platforms.filter(({ locations }) =>
  locations.every((location) => location.cloud === 'gcp' || location.endpoint === null),
);
const stacks = synthesized(real);

/** Whether Terraform or the cloud refuses to destroy it. */
function isProtected(attributes: Attributes): boolean {
  const lifecycle = attributes['lifecycle'] as { readonly prevent_destroy?: boolean } | undefined;
  const flags = ['deletion_protection', 'deletion_protection_enabled', 'enable_deletion_protection'];
  return lifecycle?.prevent_destroy === true || flags.some((flag) => attributes[flag] === true);
}

const protectedIn = ({ resource }: TerraformJson): string[] =>
  Object.entries(resource)
    .flatMap(([type, named]) =>
      Object.entries(named)
        .filter(([, attributes]) => isProtected(attributes))
        .map(([name]) => `${type}.${name}`),
    )
    .sort();

describe('addresses that hold data, keys or evidence', () => {
  it.each([...stacks])('%s has exactly those of the list', (name, stack) => {
    expect(protectedIn(stack), `${FILE} lists them by stack`).toEqual(listed[name] ?? []);
  });

  it('are of stacks that exist', () => {
    expect(Object.keys(listed).filter((name) => !stacks.has(name))).toEqual([]);
  });
});

/** Kinds whose loss cannot be undone by applying the stack again. */
const STATEFUL = [
  ...['aws_kms_key', 'aws_eks_cluster', 'aws_vpc', 'aws_cloudwatch_log_group', 'aws_s3_bucket', 'aws_msk_cluster'],
  ...['aws_elasticache_replication_group', 'aws_backup_vault', 'aws_secretsmanager_secret', 'aws_cloudtrail'],
  ...['aws_acmpca_certificate_authority'],
  ...['google_kms_key_ring', 'google_kms_crypto_key', 'google_container_cluster', 'google_compute_network'],
  ...['google_storage_bucket', 'google_memorystore_instance', 'google_secret_manager_secret'],
  ...['google_managed_kafka_cluster', 'google_privateca_certificate_authority', 'google_privateca_ca_pool'],
  ...[
    'google_logging_project_bucket_config',
    'confluent_environment',
    'confluent_kafka_cluster',
    'confluent_kafka_topic',
  ],
];

describe('kinds that hold data, keys or evidence', () => {
  it('are protected wherever they occur', () => {
    const bare = [...stacks].flatMap(([name, { resource }]) =>
      STATEFUL.flatMap((type) =>
        Object.entries(resource[type] ?? {})
          // Keys of tunnels are drawn anew by the secret manager.
          .filter(([id, attributes]) => !isProtected(attributes) && !/-tunnel-\d-key$/.test(id))
          .map(([id]) => `${name}: ${type}.${id}`),
      ),
    );
    expect(bare).toEqual([]);
  });
});
