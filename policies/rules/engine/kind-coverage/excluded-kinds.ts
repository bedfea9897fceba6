/**
 * Kinds of the output that no rule judges, each with the reason. An entry whose kind a rule covers is out of date; a
 * test finds it.
 */
export const EXCLUDED_KINDS: Readonly<Record<string, string>> = {
  aws_budgets_budget: 'tells people what is spent; a missing budget changes nothing that is protected',
  aws_ce_anomaly_monitor: 'learns what is usually spent and opens nothing',
  aws_ce_anomaly_subscription: 'tells people about unusual spending and opens nothing',
  aws_eks_addon: 'versions and settings of add-ons are judged by the plan review; their roles are judged as roles',
  aws_network_acl: 'a second fence behind security groups, which are judged; it can only narrow what they allow',
  aws_vpc_ipv4_cidr_block_association: 'gives the VPC addresses for pods and opens nothing by itself',
  cloudflare_notification_policy: 'tells people about the edge; a missing alert changes nothing that is protected',
  'data.google_kms_crypto_key_version': 'reads the public half of the attestation key',
  'data.google_logging_project_cmek_settings': 'reads the identity of the logging agent',
  'data.google_storage_project_service_account': 'reads the identity of the storage agent',
  'data.google_project': 'reads the number of the own project',
  cloudflare_zone_dnssec: 'signs the zone; that answers are signed can only be seen at the registrar',
  google_billing_budget: 'tells people what is spent; a missing budget changes nothing that is protected',
  google_compute_route: 'leads out of the network by NAT only; what may come in is judged at firewalls and nodes',
  google_container_analysis_note: 'a note that attestations refer to; who may attest is judged at the attestor',
  google_dns_managed_zone: 'private zones that lead Google APIs over private addresses',
  google_dns_record_set: 'addresses of Google APIs inside private zones',
  PodMonitor: 'tells the scraper which ports to read; who may scrape is judged at policies',
  PriorityClass: 'orders pods when capacity is short and opens nothing',
  PrometheusRule: 'records and alerts on objectives; a wrong alert protects nothing less',
  Telemetry: 'turns on access logs and traces of proxies; nothing in it changes who may reach whom',
};
