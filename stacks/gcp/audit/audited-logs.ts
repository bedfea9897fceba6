/** What an auditor asks for: who did what, what the control plane was told, and who talked to whom. */
export const AUDITED = [
  'log_id("cloudaudit.googleapis.com/activity")',
  'log_id("cloudaudit.googleapis.com/data_access")',
  'log_id("cloudaudit.googleapis.com/policy")',
  'log_id("compute.googleapis.com/vpc_flows")',
  'log_id("compute.googleapis.com/firewall")',
  'resource.type="k8s_control_plane_component"',
  'resource.type="dns_query"',
].join(' OR ');
