/**
 * Kinds of the output that no rule judges, each with the reason. An entry whose kind a rule covers is out of date; a
 * test finds it.
 */
export const EXCLUDED_KINDS: Readonly<Record<string, string>> = {
  Certificate: 'names of a gateway and who signs them; what the gateway accepts is judged at Gateways',
  ClusterIssuer: 'who signs certificates; a wrong one is refused by whoever verifies them',
  PodMonitor: 'tells the scraper which ports to read; who may scrape is judged at policies',
  Probe: 'asks a peer location for a connection; who may answer is judged at gateways',
  ServiceMonitor: 'tells the scraper which ports to read; who may scrape is judged at policies',
  Telemetry: 'turns on access logs and traces of proxies; nothing in it changes who may reach whom',
  ValidatingAdmissionPolicy: 'a second fence behind rules that judge the pods themselves; it can only refuse more',
  ValidatingAdmissionPolicyBinding: 'where that fence stands',
  aws_acmpca_certificate_authority:
    'its key never leaves AWS, and who may have what signed by it is judged at roles and their policies',
  aws_appautoscaling_policy: 'lets the disks of brokers grow; a full disk stops writing and loses nothing',
  aws_appautoscaling_target: 'how far the disks of brokers may grow',
  aws_budgets_budget: 'tells people what is spent; a missing budget changes nothing that is protected',
  aws_ce_anomaly_monitor: 'learns what is usually spent and opens nothing',
  aws_ce_anomaly_subscription: 'tells people about unusual spending and opens nothing',
  aws_ec2_capacity_reservation:
    'machines that are paid for and wait; a missing one is a matter of capacity, which has its own proof',
  aws_elasticache_parameter_group: 'tunes memory and eviction; who may connect is judged at the cache and its users',
  aws_elasticache_subnet_group: 'names subnets that the network stack made; what reaches them is judged at groups',
  aws_network_acl: 'a second fence behind security groups, which are judged; it can only narrow what they allow',
  aws_route53_record: 'names inside of a private zone; who may connect is judged at security groups and brokers',
  aws_route53_zone: 'private zones that answer inside of one VPC',
  aws_scheduler_schedule: 'reminds people of rotations; with what it may publish is judged at its role',
  aws_scheduler_schedule_group: 'a folder for schedules',
  aws_secretsmanager_secret_version:
    'the value of an entry, drawn by the secret manager; literals are judged in every kind',
  aws_servicequotas_service_quota: 'lets the account run as many machines as its pools may have',
  aws_vpc_ipv4_cidr_block_association: 'gives the VPC addresses for pods and opens nothing by itself',
  cloudflare_notification_policy: 'tells people about the edge; a missing alert changes nothing that is protected',
  cloudflare_zone_dnssec: 'signs the zone; that answers are signed can only be seen at the registrar',
  confluent_api_key: 'the key of an account; what the account may do is judged at permissions',
  confluent_environment: 'holds one cluster and its network, which are judged',
  confluent_role_binding: 'lets the operator administer the one cluster; permissions of services are judged',
  google_billing_budget: 'tells people what is spent; a missing budget changes nothing that is protected',
  google_cloud_quotas_quota_preference: 'lets the project run as many machines as its pools may have',
  google_compute_forwarding_rule: 'leads from an address of the own subnet to brokers, which are judged',
  google_compute_reservation:
    'machines that are paid for and wait; a missing one is a matter of capacity, which has its own proof',
  google_container_analysis_note: 'a note that attestations refer to; who may attest is judged at the attestor',
  google_dns_managed_zone: 'private zones: Google APIs, brokers and the names of the location',
  google_dns_record_set: 'addresses inside private zones',
  google_secret_manager_secret_version: 'a value of a secret; who may read the secret is judged at identities',
  'data.aws_availability_zone': 'reads what the own account calls a zone',
  'data.aws_ec2_transit_gateway': 'finds the own transit gateway by its name',
  'data.aws_ec2_transit_gateway_route_table': 'finds a route table of the own transit gateway by its name',
  'data.aws_msk_cluster': 'reads the addresses of the brokers',
  'data.aws_secretsmanager_secret_version':
    'reads the pre-shared key of a tunnel; that no two share one is judged at the tunnels',
  'data.confluent_environment': 'reads the id of the location’s environment',
  'data.confluent_kafka_cluster': 'reads the address of the location’s cluster',
  'data.google_kms_crypto_key_version': 'reads the public half of the attestation key',
  'data.google_logging_project_cmek_settings': 'reads the identity of the logging agent',
  'data.google_project': 'reads the number of the own project',
  'data.google_storage_project_service_account': 'reads the identity of the storage agent',
  google_network_connectivity_service_connection_policy:
    'lets caches have addresses in the subnet of the nodes; who uses them is judged there',
  google_org_policy_policy:
    'forbids in the whole project what the rules look for in each resource; without one the rules still hold',
  google_privateca_ca_pool: 'its key never leaves Google, and who may have what signed by it is judged at the grant',
  google_privateca_ca_pool_iam_member:
    'one controller of the cluster asks for certificates; the policy of the pool bounds what it gets',
  google_privateca_certificate_authority: 'signs nothing until the offline root has signed it, by ceremony',
  google_project_service: 'switches an API on; what is made through it is judged by kind',
};
