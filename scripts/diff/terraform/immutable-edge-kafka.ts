import type { Immutable } from './immutable-attributes.js';

/** Attributes of Cloudflare (5.14.0) and Confluent (2) resources that force a replacement; from knowledge of the providers, checked by none. */
export const edgeAndKafkaImmutable: Readonly<Record<string, Immutable>> = {
  cloudflare_authenticated_origin_pulls_certificate: ['certificate', 'private_key', 'zone_id'],
  cloudflare_authenticated_origin_pulls_settings: ['zone_id'],
  cloudflare_dns_record: ['zone_id'],
  cloudflare_load_balancer: ['zone_id'],
  cloudflare_load_balancer_monitor: ['account_id'],
  cloudflare_load_balancer_pool: ['account_id'],
  cloudflare_logpush_job: ['account_id', 'zone_id', 'dataset', 'kind'],
  cloudflare_notification_policy: ['account_id'],
  cloudflare_regional_hostname: ['hostname', 'zone_id'],
  cloudflare_ruleset: ['account_id', 'kind', 'phase', 'zone_id'],
  cloudflare_url_normalization_settings: ['zone_id'],
  cloudflare_zero_trust_access_application: ['account_id', 'zone_id'],
  cloudflare_zero_trust_access_policy: ['account_id'],
  cloudflare_zone_dnssec: ['zone_id'],
  cloudflare_zone_setting: ['setting_id', 'zone_id'],
  confluent_api_key: ['owner', 'managed_resource'],
  confluent_environment: [],
  confluent_kafka_acl: { allBut: ['credentials', 'rest_endpoint'] },
  confluent_kafka_cluster: ['availability', 'byok_key', 'cloud', 'environment', 'network', 'region'],
  confluent_kafka_topic: ['kafka_cluster', 'topic_name'],
  confluent_network: { allBut: ['display_name'] },
  confluent_private_link_access: { allBut: ['display_name'] },
  confluent_role_binding: { allBut: [] },
  confluent_service_account: ['display_name'],
};
