import { breakTerraform, type Mutation, set, unset } from '../mutation.js';

/** Ways to lose logs in the real output. */
export const loggingMutations: readonly Mutation[] = [
  breakTerraform('LOG-001', 'stops the audit log of EKS', 'aws_eks_cluster', set('enabled_cluster_log_types', ['api'])),
  breakTerraform('LOG-001', 'stops every log of EKS', 'aws_eks_cluster', unset('enabled_cluster_log_types')),
  breakTerraform(
    'LOG-001',
    'stops the logs of the GKE control plane',
    'google_container_cluster',
    set('logging_config.enable_components', ['SYSTEM_COMPONENTS']),
  ),
  breakTerraform(
    'LOG-001',
    'stops data-access logs',
    'google_project_iam_audit_config',
    set('audit_log_config', [{ log_type: 'ADMIN_READ' }]),
  ),
  breakTerraform('LOG-001', 'removes the audit configuration', 'google_project_iam_audit_config', 'remove'),
  breakTerraform('LOG-002', 'keeps logs for a month', 'aws_cloudwatch_log_group', set('retention_in_days', 30)),
  breakTerraform('LOG-007', 'stops a log of the edge', 'cloudflare_logpush_job', set('enabled', false)),
  breakTerraform('LOG-007', 'unlocks the logs of the edge', 'cloudflare_r2_bucket_lock', 'remove'),
  breakTerraform(
    'LOG-007',
    'writes tokens into the logs of the edge',
    'cloudflare_logpush_job',
    set('output_options.field_names', ['ClientRequestURI']),
  ),
  breakTerraform('LOG-003', 'removes the flow log', 'aws_flow_log', 'remove'),
  breakTerraform('LOG-003', 'logs accepted traffic only', 'aws_flow_log', set('traffic_type', 'ACCEPT')),
  breakTerraform('LOG-003', 'samples flows', 'google_compute_subnetwork', set('log_config.flow_sampling', 0.1)),
  breakTerraform('LOG-003', 'removes the flow logs of a subnetwork', 'google_compute_subnetwork', unset('log_config')),
  breakTerraform('LOG-003', 'stops NAT logs', 'google_compute_router_nat', set('log_config.enable', false)),
  breakTerraform('LOG-003', 'stops DNS logs', 'google_dns_policy', set('enable_logging', false)),
  breakTerraform('LOG-002', 'leads the audit trail nowhere', 'google_logging_project_sink', 'remove'),
  breakTerraform('LOG-002', 'switches the audit sink off', 'google_logging_project_sink', set('disabled', true)),
  breakTerraform(
    'LOG-002',
    'keeps the Google audit trail for a month',
    'google_logging_project_bucket_config',
    set('retention_days', 30),
  ),
];
