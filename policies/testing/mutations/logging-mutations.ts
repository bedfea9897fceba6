import {
  breakManifest,
  breakTerraform,
  type EditableObject,
  type Mutation,
  type MutationPlace,
  replaceText,
  set,
  unset,
} from '../mutation.js';

/** Ways to lose logs in the real output. */
export const loggingMutations: readonly Mutation[] = [
  breakManifest('LOG-008', 'redacts no more', 'ConfigMap', replaceText('.gsub(', '.sub_never('), isShipper),
  breakManifest(
    'LOG-008',
    'keeps application logs for years',
    'ConfigMap',
    replaceText(/"min_age":"\d+d"/g, '"min_age":"999d"'),
    isShipper,
  ),
  breakManifest('LOG-009', 'takes the runbook from an alert', 'PrometheusRule', replaceText(/docs\/runbooks/g, 'wiki')),
  breakManifest('LOG-010', 'sends the watchdog nowhere', 'AlertmanagerConfig', set('spec.route.routes', [])),
  breakManifest(
    'LOG-010',
    'stops the watchdog',
    'PrometheusRule',
    replaceText('vector(1)', 'vector(0) > 1'),
    (_, { name }) => name === 'monitoring/platform',
  ),
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
  breakTerraform('LOG-002', 'leads the audit trail nowhere', 'google_logging_project_sink', 'remove', isAuditSink),
  breakTerraform(
    'LOG-002',
    'switches the audit sink off',
    'google_logging_project_sink',
    set('disabled', true),
    isAuditSink,
  ),
  breakTerraform(
    'LOG-002',
    'keeps the Google audit trail for a month',
    'google_logging_project_bucket_config',
    set('retention_days', 30),
  ),
  breakTerraform('LOG-004', 'removes the trail', 'aws_cloudtrail', 'remove'),
  breakTerraform('LOG-004', 'records one region only', 'aws_cloudtrail', set('is_multi_region_trail', false)),
  breakTerraform('LOG-004', 'signs no files', 'aws_cloudtrail', unset('enable_log_file_validation')),
  breakTerraform('LOG-004', 'forgets the organization', 'aws_cloudtrail', set('is_organization_trail', false)),
  breakTerraform('LOG-004', 'stops the trail', 'aws_cloudtrail', set('enable_logging', false)),
  breakTerraform('LOG-004', 'unlocks the archive', 'aws_s3_bucket_object_lock_configuration', 'remove'),
  breakTerraform(
    'LOG-004',
    'lets administrators lift the lock',
    'aws_s3_bucket_object_lock_configuration',
    set('rule.default_retention.mode', 'GOVERNANCE'),
  ),
  breakTerraform(
    'LOG-004',
    'locks for a month',
    'aws_s3_bucket_object_lock_configuration',
    set('rule.default_retention.days', 30),
  ),
  breakTerraform('LOG-004', 'keeps the archive in the own account', 'aws_s3_bucket', unset('provider'), isAuditArchive),
  breakTerraform(
    'LOG-004',
    'lets the archive become public',
    'aws_s3_bucket_public_access_block',
    set('block_public_policy', false),
    isAuditArchive,
  ),
  breakTerraform('LOG-004', 'unlocks the log bucket', 'google_logging_project_bucket_config', unset('locked')),
  breakTerraform(
    'LOG-004',
    'unlocks the copy',
    'google_storage_bucket',
    set('retention_policy.is_locked', false),
    isArchive,
  ),
  breakTerraform(
    'LOG-004',
    'keeps the copy for a day',
    'google_storage_bucket',
    set('retention_policy.retention_period', 86400),
    isArchive,
  ),
  breakTerraform('LOG-004', 'keeps the copy in the own project', 'google_storage_bucket', unset('project'), isArchive),
  breakTerraform('LOG-004', 'copies nothing', 'google_logging_project_sink', 'remove', isArchive),
  breakTerraform('LOG-005', 'switches threat detection off', 'aws_guardduty_detector', set('enable', false)),
  breakTerraform(
    'LOG-005',
    'does not look into the cluster',
    'aws_guardduty_detector_feature',
    set('status', 'DISABLED'),
    ({ name }) => name === 'EKS_AUDIT_LOGS',
  ),
  breakTerraform('LOG-005', 'drops a standard', 'aws_securityhub_standards_subscription', 'remove'),
  breakTerraform('LOG-005', 'stops the recorder', 'aws_config_configuration_recorder_status', set('is_enabled', false)),
  breakTerraform(
    'LOG-005',
    'records a few kinds only',
    'aws_config_configuration_recorder',
    set('recording_group.all_supported', false),
  ),
  breakTerraform(
    'LOG-005',
    'tells nobody of threats',
    'aws_cloudwatch_event_rule',
    'remove',
    (_, { name }) => name === 'event-threats',
  ),
  breakTerraform('LOG-005', 'removes a notification', 'google_scc_v2_project_notification_config', 'remove'),
  breakTerraform(
    'LOG-005',
    'stops watching owners',
    'google_logging_metric',
    'remove',
    (_, { name }) => name === 'changes-ownership',
  ),
  breakTerraform(
    'LOG-005',
    'silences an alert',
    'google_monitoring_alert_policy',
    set('enabled', false),
    (_, { name }) => name === 'changes-firewall-alert',
  ),
];

function isAuditArchive(_: EditableObject, { name }: MutationPlace): boolean {
  return name.startsWith('audit-archive');
}

function isArchive(_: EditableObject, { name }: MutationPlace): boolean {
  return name.startsWith('archive');
}

function isAuditSink(_: EditableObject, { name }: MutationPlace): boolean {
  return name === 'audit-log-sink';
}

function isShipper(_: EditableObject, { name }: MutationPlace): boolean {
  return name === 'logging/fluentd-configuration';
}
