import { describe, expect, it } from 'vitest';
import type { Json } from '../../../engine/json.js';
import { exampleIntent } from '../../../testing/example-intent.js';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { threatDetection } from './threat-detection.js';

const whole = exampleIntent();
const only = (name: string) => ({ ...whole, locations: whole.locations.filter((location) => location.name === name) });
const enabled = (...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, { name, status: 'ENABLED' }]));

type Resources = Readonly<Record<string, Readonly<Record<string, Json>>>>;
const WATCHED: Resources = {
  aws_guardduty_detector: { detector: { enable: true } },
  aws_guardduty_detector_feature: enabled('EKS_AUDIT_LOGS', 'RUNTIME_MONITORING', 'S3_DATA_EVENTS'),
  aws_securityhub_account: { hub: {} },
  aws_securityhub_standards_subscription: Object.fromEntries(
    ['aws-foundational-security-best-practices', 'cis-aws-foundations-benchmark', 'pci-dss'].map((standard) => [
      standard,
      { standards_arn: `arn:aws:securityhub:us-east-1::standards/${standard}/v/1.0.0` },
    ]),
  ),
  aws_config_configuration_recorder: { recorder: { recording_group: { all_supported: true } } },
  aws_config_configuration_recorder_status: { status: { is_enabled: true } },
  aws_sns_topic: { findings: {} },
  aws_sns_topic_subscription: { contact: {} },
  aws_cloudwatch_event_rule: {
    all: { event_pattern: '{"detail-type":["GuardDuty Finding","Security Hub Findings - Imported"]}' },
  },
  aws_cloudwatch_event_target: { all: { arn: '${aws_sns_topic.findings.arn}' } },
};
const aws = (changes: Resources) => ({
  intent: only('use1'),
  stacks: { 'example-use1-audit': { resource: { ...WATCHED, ...changes } } },
});

const FILTERS = 'projectOwnerInvitee auditConfigDeltas CreateRole firewalls routes networks';
const gcp = (filter: string, alert: Json) => ({
  intent: only('usc1'),
  stacks: {
    'example-usc1-audit': {
      resource: {
        google_scc_v2_project_notification_config: { findings: {} },
        google_logging_metric: { changes: { name: 'changes', filter } },
        google_monitoring_alert_policy: { changes: alert },
      },
    },
  },
});
const ALERT = { conditions: [{ condition_threshold: { filter: 'metric.type="user/changes"' } }] };

describe('LOG-005 threat detection', () => {
  it('passes a watched location', () => {
    expect(outcomesOf(threatDetection, aws({}))).toEqual(['pass']);
    expect(outcomesOf(threatDetection, gcp(FILTERS, ALERT))).toEqual(['pass']);
  });

  it.each([
    [{ aws_guardduty_detector: { detector: { enable: false } } }, 'no GuardDuty detector watches the account'],
    [
      { aws_guardduty_detector_feature: enabled('RUNTIME_MONITORING', 'S3_DATA_EVENTS') },
      'GuardDuty does not look at EKS_AUDIT_LOGS',
    ],
    [{ aws_securityhub_account: {} }, 'Security Hub is off'],
    [{ aws_config_configuration_recorder_status: {} }, 'the recorder is stopped'],
    [{ aws_cloudwatch_event_target: {} }, 'no rule tells people of every GuardDuty Finding, Security Hub Findings'],
    [{ aws_sns_topic_subscription: {} }, 'nobody reads the topic of findings'],
  ] satisfies [Resources, string][])('fails %j', (changes, message) => {
    expect(messagesOf(threatDetection, aws(changes))).toEqual([message]);
  });

  it('fails a change that nobody watches, and a metric without an alert', () => {
    expect(messagesOf(threatDetection, gcp(FILTERS.replace('routes', ''), ALERT))).toEqual([
      'nobody watches changes of routes',
    ]);
    expect(messagesOf(threatDetection, gcp(FILTERS, { ...ALERT, enabled: false }))).toEqual([
      'no alert looks at google_logging_metric.changes',
    ]);
  });

  it('is not applicable without a location', () => {
    expect(outcomesOf(threatDetection, { intent: { ...whole, locations: [] } })).toEqual(['not-applicable']);
  });
});
