import type { ArtifactGraph } from '../../../engine/graph.js';
import type { Declared } from '../../../engine/intent.js';
import type { DeclaredLocation } from '../../../engine/intent-schema.js';
import { inWords } from '../../../engine/json.js';
import { fail, gravest, pass, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';

/** What GuardDuty must look at; without the cluster's own log an intruder in a pod is not seen. */
const FEATURES = ['EKS_AUDIT_LOGS', 'RUNTIME_MONITORING', 'S3_DATA_EVENTS'];
/** Standards whose checks the controls catalogue relies on. */
const STANDARDS = ['aws-foundational-security-best-practices', 'cis-aws-foundations-benchmark', 'pci-dss'];
/** Changes that CIS asks to be watched in a Google Cloud project, as the filters of log metrics name them. */
const WATCHED = ['projectOwnerInvitee', 'auditConfigDeltas', 'CreateRole', 'firewalls', 'routes', 'networks'];

/** Asks each location who watches it, so that one that nobody watches is noticed. */
export const threatDetection = defineRule<Declared<DeclaredLocation>>({
  id: 'LOG-005',
  area: 'logging',
  severity: 'high',
  title: 'every location is watched for intruders and for drift from its standards, and findings reach people',
  risk: 'an intruder works undisturbed until a customer notices',
  fix: 'enable detection, configuration history and standards, and lead grave findings to the security contact',
  population: 'declared locations',
  covers: [
    'aws_accessanalyzer_analyzer',
    'aws_cloudwatch_event_rule',
    'aws_cloudwatch_event_target',
    'aws_config_config_rule',
    'aws_config_configuration_recorder',
    'aws_config_configuration_recorder_status',
    'aws_config_delivery_channel',
    'aws_guardduty_detector',
    'aws_guardduty_detector_feature',
    'aws_securityhub_account',
    'aws_securityhub_standards_subscription',
    'aws_sns_topic_subscription',
    'google_logging_metric',
    'google_monitoring_alert_policy',
    'google_monitoring_notification_channel',
    'google_pubsub_subscription',
    'google_scc_v2_project_notification_config',
  ],
  crossDomain: true,
  waivable: true,
  select: (graph) => graph.intent.locations(),
  check: ({ value: { name, cloud } }, graph) => {
    const here: Here = (kind) => graph.terraform(kind).filter((resource) => resource.location === name);
    return gravest(cloud === 'aws' ? judgeAws(here, graph) : judgeGoogle(here));
  },
});

type Here = (kind: string) => readonly TerraformResource[];

function judgeAws(here: Here, graph: ArtifactGraph): readonly Verdict[] {
  const detectors = here('aws_guardduty_detector').filter(({ written }) => written['enable'] !== false);
  const features = here('aws_guardduty_detector_feature')
    .filter(({ written }) => written['status'] === 'ENABLED')
    .map(({ written }) => inWords(written['name'] ?? null));
  const standards = here('aws_securityhub_standards_subscription').map(({ written }) =>
    inWords(written['standards_arn'] ?? null),
  );
  const recorders = here('aws_config_configuration_recorder').filter(
    (recorder) => recorder.blocks('recording_group')[0]?.written['all_supported'] === true,
  );
  const recording = here('aws_config_configuration_recorder_status').filter(
    ({ written }) => written['is_enabled'] === true,
  );
  const targets = here('aws_cloudwatch_event_target').filter(
    (target) => target.target('arn')?.kind === 'aws_sns_topic',
  );
  const sources = here('aws_cloudwatch_event_rule')
    .filter(({ stack }) => targets.some((target) => target.stack === stack))
    .map(({ written }) => inWords(written['event_pattern'] ?? null));
  return [
    exists(detectors, 'no GuardDuty detector watches the account'),
    complete(FEATURES, features, 'GuardDuty does not look at'),
    exists(here('aws_securityhub_account'), 'Security Hub is off'),
    complete(STANDARDS, standards, 'nothing checks'),
    exists(recorders, 'no recorder keeps the configuration of every kind of resource'),
    exists(recording, 'the recorder is stopped'),
    complete(['GuardDuty Finding', 'Security Hub Findings'], sources, 'no rule tells people of every'),
    ...(hasContact(here, graph) ? [] : [fail('nobody reads the topic of findings', { evidence: null })]),
  ];
}

/** Where an organization names a contact, the topic must have a reader. */
function hasContact(here: Here, graph: ArtifactGraph): boolean {
  const [topic] = here('aws_sns_topic');
  const location = topic === undefined ? undefined : graph.intent.location(topic.location);
  const organization = location && graph.intent.jurisdiction(location.jurisdiction)?.organization;
  return organization === null || organization === undefined || here('aws_sns_topic_subscription').length > 0;
}

function judgeGoogle(here: Here): readonly Verdict[] {
  const filters = here('google_logging_metric').map(({ written }) => inWords(written['filter'] ?? null));
  const alerts = here('google_monitoring_alert_policy').filter(({ written }) => written['enabled'] !== false);
  const watched = alerts.map(({ written }) => JSON.stringify(written['conditions'] ?? ''));
  const silent = here('google_logging_metric').filter(
    ({ address, written }) =>
      !watched.some(
        (condition) => condition.includes(`\${${address}.`) || condition.includes(inWords(written['name'] ?? null)),
      ),
  );
  return [
    exists(here('google_scc_v2_project_notification_config'), 'findings of Security Command Center reach nobody'),
    complete(WATCHED, filters, 'nobody watches changes of'),
    silent.length === 0
      ? pass()
      : fail(`no alert looks at ${silent.map(({ address }) => address).join(', ')}`, {
          evidence: silent.map(({ address }) => address),
        }),
  ];
}

const exists = (found: readonly TerraformResource[], otherwise: string): Verdict =>
  found.length > 0 ? pass() : fail(otherwise, { evidence: null });

function complete(required: readonly string[], written: readonly string[], otherwise: string): Verdict {
  const missing = required.filter((part) => !written.some((text) => text.includes(part)));
  return missing.length === 0 ? pass() : fail(`${otherwise} ${missing.join(', ')}`, { evidence: missing });
}
