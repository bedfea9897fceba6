/** One attribute as the provider documents it. */
export interface DocumentedAttribute {
  readonly required?: true;
  /** Values that the documentation accepts. */
  readonly allowed?: readonly string[];
  /** Attributes of a nested block. */
  readonly block?: DocumentedBlock;
}

export type DocumentedBlock = Readonly<Record<string, DocumentedAttribute>>;

const required: DocumentedAttribute = { required: true };
const optional: DocumentedAttribute = {};
const oneOf = (...allowed: readonly string[]): DocumentedAttribute => ({ required: true, allowed });
const identified: DocumentedAttribute = { required: true, block: { id: required } };
const credentials: DocumentedAttribute = { block: { key: required, secret: required } };

/**
 * Arguments of the resources in use, from docs/resources/confluent_<type>.md and docs/data-sources/confluent_<type>.md of
 * github.com/confluentinc/terraform-provider-confluent, read on 2026-11-23; `deletion_protection` from the release notes of
 * 2.77.0 (9 July 2026). Data sources are written with their prefix.
 */
export const CONFLUENT_ATTRIBUTES: Readonly<Record<string, DocumentedBlock>> = {
  confluent_environment: {
    display_name: required,
    stream_governance: { block: { package: oneOf('ESSENTIALS', 'ADVANCED') } },
  },
  confluent_network: {
    display_name: required,
    cloud: oneOf('AWS', 'AZURE', 'GCP'),
    region: required,
    cidr: optional,
    reserved_cidr: optional,
    zone_info: { block: { zone_id: required, cidr: required } },
    connection_types: oneOf('PEERING', 'TRANSITGATEWAY', 'PRIVATELINK'),
    zones: optional,
    dns_config: { block: { resolution: oneOf('CHASED_PRIVATE', 'PRIVATE') } },
    environment: identified,
  },
  confluent_private_link_access: {
    display_name: optional,
    aws: { block: { account: required } },
    azure: { block: { subscription: required } },
    gcp: { block: { project: required } },
    environment: identified,
    network: identified,
  },
  confluent_kafka_cluster: {
    display_name: required,
    availability: oneOf('SINGLE_ZONE', 'MULTI_ZONE', 'LOW', 'HIGH'),
    cloud: oneOf('AWS', 'AZURE', 'GCP'),
    region: required,
    dedicated: { block: { cku: required } },
    deletion_protection: optional,
    environment: identified,
    network: { block: { id: required } },
    byok_key: { block: { id: required } },
  },
  confluent_service_account: { display_name: required, description: optional, assigned_resource_owner: optional },
  confluent_role_binding: {
    principal: required,
    role_name: required,
    crn_pattern: required,
    disable_wait_for_ready: optional,
  },
  confluent_api_key: {
    display_name: required,
    description: optional,
    expires_at: optional,
    disable_wait_for_ready: optional,
    owner: { required: true, block: { id: required, api_version: required, kind: required } },
    managed_resource: {
      block: { id: required, api_version: required, kind: required, environment: identified },
    },
  },
  confluent_kafka_topic: {
    kafka_cluster: identified,
    topic_name: required,
    partitions_count: optional,
    config: optional,
    rest_endpoint: optional,
    credentials,
  },
  confluent_kafka_acl: {
    kafka_cluster: identified,
    resource_type: oneOf('UNKNOWN', 'ANY', 'TOPIC', 'GROUP', 'CLUSTER', 'TRANSACTIONAL_ID', 'DELEGATION_TOKEN'),
    resource_name: required,
    pattern_type: oneOf('UNKNOWN', 'ANY', 'MATCH', 'LITERAL', 'PREFIXED'),
    principal: required,
    host: required,
    operation: oneOf(
      'UNKNOWN',
      'ANY',
      'ALL',
      'READ',
      'WRITE',
      'CREATE',
      'DELETE',
      'ALTER',
      'DESCRIBE',
      'CLUSTER_ACTION',
      'DESCRIBE_CONFIGS',
      'ALTER_CONFIGS',
      'IDEMPOTENT_WRITE',
    ),
    permission: oneOf('UNKNOWN', 'ANY', 'DENY', 'ALLOW'),
    rest_endpoint: optional,
    credentials,
  },
  'data.confluent_environment': { id: optional, display_name: optional },
  'data.confluent_kafka_cluster': { id: optional, display_name: optional, environment: identified },
};
