import type { IPrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule';
import { PLATFORM_TEAM } from '../../services/definition/names.js';
import { PLATFORM_ONCALL } from '../../services/definition/observability-names.js';

export type RuleGroup = NonNullable<IPrometheusRule['spec']['groups']>[number];
export type Rule = NonNullable<RuleGroup['rules']>[number];

/** An alert about a part of the platform. */
export interface PlatformAlert {
  /** Also the heading of its section in the runbook. */
  readonly name: string;
  readonly expr: string;
  /** How long it must hold; none for what is wrong at once. */
  readonly forMinutes?: number;
  /** `page` wakes somebody; `ticket` waits for working hours; `none` is for machines. */
  readonly severity: 'page' | 'ticket' | 'none';
  readonly summary: string;
  readonly description: string;
  /** File below docs/runbooks, without its ending. */
  readonly runbook: string;
  /** What else it is told by, such as `depends_on`. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** The rule of an alert, with what routes it to the platform squad and a link to what to do. */
export const alertRule = (alert: PlatformAlert): Rule => ({
  alert: alert.name,
  expr: alert.expr,
  ...(alert.forMinutes === undefined ? {} : { for: `${alert.forMinutes}m` }),
  labels: {
    severity: alert.severity,
    team: PLATFORM_TEAM,
    schedule: PLATFORM_ONCALL.schedule,
    ...alert.labels,
  },
  annotations: {
    summary: alert.summary,
    description: alert.description,
    runbook: runbookSection(alert.runbook, alert.name),
  },
});

/** Where a person reads what an alert means: the section of its name, anchored as code hosts anchor headings. */
export const runbookSection = (file: string, alert: string): string =>
  `docs/runbooks/${file}.md#${alert.toLowerCase()}`;

/** Label of alerts that the loss of the other cloud explains; inhibited while CloudUnreachable fires. */
export const NEEDS_PEER_CLOUD = { depends_on: 'peer-cloud' } as const;
