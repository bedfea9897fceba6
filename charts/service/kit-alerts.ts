import type { Service } from '../../services/definition/platform.js';
import { runbookSection, type Rule } from '../observability/alert.js';

/** Seconds after which an event that was committed should long have been sent. */
const OUTBOX_SECONDS = 300;

/** Alerts on what every program of the kit reports about itself, where the service has that part. */
export function kitAlerts(service: Service): Rule[] {
  const { name, derived, kafka, metadata, oncall, tier } = service;
  const pods = `namespace="${derived.namespace}"`;
  const alert = (rule: {
    name: string;
    expr: string;
    severity: string;
    summary: string;
    description: string;
  }): Rule => ({
    alert: rule.name,
    expr: rule.expr,
    for: '5m',
    labels: {
      severity: rule.severity,
      service: name,
      team: metadata.owner,
      schedule: oncall.schedule,
      tier: String(tier),
    },
    annotations: {
      summary: rule.summary,
      description: rule.description,
      slack: oncall.slack,
      runbook: oncall.runbook,
      meaning: runbookSection('service-levels', rule.name),
    },
  });
  return [
    ...(kafka.produces.length > 0 && service.data.postgres !== null
      ? [
          alert({
            name: 'OutboxStuck',
            expr: `max(finflow_outbox_oldest_seconds{${pods}}) > ${OUTBOX_SECONDS}`,
            severity: tier <= 1 ? 'page' : 'ticket',
            summary: `${name} has had an event to send for {{ $value | humanizeDuration }}`,
            description: 'It is committed in the database, and nobody downstream knows of it yet.',
          }),
        ]
      : []),
    alert({
      name: 'EventLoopBlocked',
      expr: `max by (pod) (nodejs_eventloop_delay_p99_seconds{${pods}}) > 0.25`,
      severity: 'ticket',
      summary: `{{ $labels.pod }} of ${name} is blocked for {{ $value | humanizeDuration }} at a time`,
      description: 'One computation holds up every request of the pod; probes fail next.',
    }),
  ];
}
