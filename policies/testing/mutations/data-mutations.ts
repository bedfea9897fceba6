import {
  breakIntent,
  breakManifest,
  breakStack,
  breakTerraform,
  type Editable,
  type EditableObject,
  type Mutation,
  replaceText,
  set,
} from '../mutation.js';

const isObject = (value: Editable | undefined): value is EditableObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Changes the first member of a list of the platform file that is called so, or the first one at all. */
const change =
  (list: string, edit: (member: EditableObject) => void, name?: string) =>
  (platform: EditableObject): void => {
    const members = platform[list];
    const found = Array.isArray(members)
      ? members.filter(isObject).find((member) => name === undefined || member['name'] === name)
      : undefined;
    if (found === undefined) throw new Error(`the platform declares no ${name ?? 'member'} in ${list}`);
    edit(found);
  };

const firstConsumed =
  (edit: (topic: EditableObject) => void) =>
  (platform: EditableObject): void => {
    const topics = platform['topics'];
    const found = Array.isArray(topics)
      ? topics.filter(isObject).find(({ consumers }) => Array.isArray(consumers) && consumers.length > 0)
      : undefined;
    if (found === undefined) throw new Error('no topic has a consumer');
    edit(found);
  };

/** Ways to leak secrets, to mishandle data and to lose owners in the real output. */
export const dataMutations: readonly Mutation[] = [
  breakManifest('SEC-001', 'writes a password into an environment variable', 'Rollout', (rollout) => {
    set('spec.template.spec.containers.0.env', [{ name: 'DATABASE_PASSWORD', value: 'changeme' }])(rollout);
  }),
  breakManifest(
    'SEC-001',
    'puts a key into a ConfigMap',
    'ConfigMap',
    set('data.settings', 'id = AKIAIOSFODNN7EXAMPLE'),
  ),
  breakTerraform('SEC-001', 'writes a password into Terraform', 'aws_eks_cluster', set('admin_password', 'hunter2')),
  breakTerraform(
    'IMG-003',
    'turns Binary Authorization off',
    'google_container_cluster',
    set('binary_authorization', { evaluation_mode: 'DISABLED' }),
  ),
  breakTerraform('IMG-003', 'deletes the signature policy', 'google_binary_authorization_policy', 'remove'),
  breakTerraform(
    'IMG-003',
    'admits what nobody attested',
    'google_binary_authorization_policy',
    set('default_admission_rule', {
      evaluation_mode: 'ALWAYS_ALLOW',
      enforcement_mode: 'ENFORCED_BLOCK_AND_AUDIT_LOG',
    }),
  ),
  breakStack(
    'OWN-003',
    'forgets the tags',
    set('provider.aws', [{ region: 'us-east-1' }]),
    ({ provider }) => isObject(provider) && 'aws' in provider,
  ),
  breakStack(
    'OWN-003',
    'tags for another environment',
    set('provider.google', [{ default_labels: { environment: 'staging' } }]),
    ({ provider }) => isObject(provider) && 'google' in provider,
  ),
  breakIntent('KAFKA-001', 'keeps a topic for decades', change('topics', set('retentionHours', 1_000_000))),
  breakIntent('KAFKA-001', 'loses the owner of a topic', change('topics', set('owner', 'nobody'))),
  breakIntent(
    'KAFKA-002',
    'raises the class of a topic above its readers',
    firstConsumed(set('dataClass', 'card-data')),
  ),
  breakIntent(
    'KAFKA-003',
    'confines a producer to the EU',
    change('services', set('compliance.residency', ['eu']), 'ledger'),
  ),
  breakIntent(
    'KAFKA-003',
    'takes a topic out of the EU and leaves its copy there',
    change('topics', set('locations', ['use1', 'usw2', 'usc1'])),
  ),
  breakTerraform('KAFKA-004', 'lets a service read any topic', 'confluent_kafka_acl', set('resource_name', '*')),
  breakTerraform(
    'KAFKA-004',
    'lets a service write what it only reads',
    'confluent_kafka_acl',
    set('operation', 'WRITE'),
    ({ operation, resource_type: type }) => operation === 'READ' && type === 'GROUP',
  ),
  breakTerraform('KAFKA-005', 'removes a cluster', 'confluent_kafka_cluster', 'remove'),
  breakTerraform(
    'KAFKA-005',
    'leaves a cluster in one zone',
    'confluent_kafka_cluster',
    set('availability', 'SINGLE_ZONE'),
  ),
  breakTerraform('KAFKA-005', 'opens a cluster to the internet', 'confluent_kafka_cluster', set('network', [])),
  breakTerraform(
    'KAFKA-005',
    'lets another account connect to the brokers',
    'confluent_private_link_access',
    set('aws.account', '999999999999'),
    (access) => 'aws' in access,
  ),
  breakTerraform(
    'KAFKA-005',
    'keeps EU events in the United States',
    'confluent_network',
    set('region', 'us-central1'),
    (_, { container }) => container === 'production-euw4-kafka',
  ),
  breakIntent(
    'DATA-001',
    'stops protecting card numbers',
    change('services', set('data.postgres.protectedFields', []), 'card-vault'),
  ),
  breakTerraform('DATA-002', 'opens a bucket', 'aws_s3_bucket_public_access_block', 'remove'),
  breakTerraform(
    'DATA-002',
    'lets a bucket be made public',
    'aws_s3_bucket_public_access_block',
    set('block_public_policy', false),
  ),
  breakTerraform(
    'DATA-002',
    'stops keeping versions',
    'aws_s3_bucket_versioning',
    set('versioning_configuration.status', 'Suspended'),
  ),
  breakTerraform(
    'DATA-002',
    'lets a bucket answer in plain text',
    'aws_s3_bucket_policy',
    replaceText('aws:SecureTransport', 'aws:MultiFactorAuthPresent'),
  ),
  breakIntent(
    'OWN-002',
    'forgets to review an agreement',
    change('externals', set('agreement.reviewed', '2020-01-01'), 'twilio'),
  ),
  breakIntent(
    'OWN-002',
    'drops the basis of a transfer',
    change('externals', set('agreement.transferBasis', 'none'), 'twilio'),
  ),
];
