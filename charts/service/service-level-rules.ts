import type { IPrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule';
import type { Service } from '../../services/definition/platform.js';
import { runbookSection } from '../observability/alert.js';
import { eventCounts, type Objective } from './service-level-indicators.js';

type Groups = NonNullable<IPrometheusRule['spec']['groups']>;
type Rule = NonNullable<Groups[number]['rules']>[number];

const WINDOWS = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'] as const;
type Window = (typeof WINDOWS)[number];

/** Multi-window, multi-burn-rate alerts of the SRE workbook, chapter 5, for a window of thirty days. */
const BURN_RATES: readonly { rate: number; long: Window; short: Window; severity: 'page' | 'ticket' }[] = [
  { rate: 14.4, long: '1h', short: '5m', severity: 'page' },
  { rate: 6, long: '6h', short: '30m', severity: 'page' },
  { rate: 3, long: '1d', short: '2h', severity: 'ticket' },
  { rate: 1, long: '3d', short: '6h', severity: 'ticket' },
];

/** Share of bad events of each objective over each alerting window. */
export function recordingRules(service: Service): Rule[] {
  return objectives(service).flatMap((objective) => {
    const counts = eventCounts(objective, service.derived.namespace, '');
    const labels = { service: service.name, objective: objective.name };
    return WINDOWS.map((window) => ({
      record: ratioName(window),
      expr: `${counts.bad(window)} / ${counts.all(window)}`,
      labels,
    }));
  });
}

/**
 * Alerts when the error budget burns too fast: over a long window, so that it matters, and a short one, so that it is still true.
 * Each says which windows fired, in its labels and in words, and how long the budget lasts at that rate.
 */
export function burnRateAlerts(service: Service): Rule[] {
  return objectives(service).flatMap((objective) => {
    const budget = 1 - objective.target / 100;
    const labels = `{service="${service.name}",objective="${objective.name}"}`;
    const all = eventCounts(objective, service.derived.namespace, '').all('1h');
    // One error among very few requests is no trend.
    const enough = objective.minRequestsPerHour === null ? '' : ` and on() (${all} >= ${objective.minRequestsPerHour})`;
    return BURN_RATES.map(({ rate, long, short, severity }) => {
      const bound = Number((rate * budget).toFixed(8));
      return {
        alert: 'ErrorBudgetBurn',
        expr: `(${ratioName(long)}${labels} > ${bound} and ${ratioName(short)}${labels} > ${bound})${enough}`,
        labels: {
          severity,
          burn_rate: String(rate),
          long_window: long,
          short_window: short,
          objective: objective.name,
          ...routing(service),
        },
        annotations: {
          summary: `${service.name} spends the error budget of ${objective.name} more than ${rate} times too fast over ${long}`,
          description: `{{ $value | humanizePercentage }} of ${EVENTS[objective.sli.kind]} over ${long}, and still more than ${percent(bound)} % over ${short}; the target of ${objective.target} % allows ${percent(budget)} %. At ${rate} times, the budget of ${service.slo?.windowDays ?? 0} days is gone in ${lasts(service, rate)}.`,
          ...contacts(service, 'ErrorBudgetBurn'),
        },
      };
    });
  });
}

/** What counts as bad, in words that end a percentage. */
const EVENTS = {
  errors: 'requests failed',
  latency: 'requests were too slow',
  processing: 'events were handled too late',
} as const;

/** Percent with at most four decimals. */
const percent = (share: number): number => Number((share * 100).toFixed(4));

/** How long a whole budget lasts at a burn rate, rounded to hours below two days. */
function lasts({ slo }: Service, rate: number): string {
  const days = (slo?.windowDays ?? 0) / rate;
  return days < 3 ? `${Math.round(days * 24)} hours` : `${Math.round(days)} days`;
}

/** Alerts when a consumer falls further behind than its declaration allows, or poison messages wait for a person. */
export function lagAlerts(service: Service): Rule[] {
  return service.kafka.consumes.map(({ topic, group, maxLag }) => ({
    alert: 'ConsumerLag',
    expr: `sum(kafka_consumergroup_lag{consumergroup="${group}",topic="${topic}"}) > ${maxLag}`,
    for: '5m',
    labels: { severity: service.tier <= 1 ? 'page' : 'ticket', topic, consumergroup: group, ...routing(service) },
    annotations: {
      summary: `${group} is {{ printf "%.0f" $value }} records behind on ${topic}`,
      description: `Its declaration allows ${maxLag}; what it decides or shows is as old as the oldest of them.`,
      ...contacts(service, 'ConsumerLag'),
    },
  }));
}

const objectives = ({ slo }: Service): readonly Objective[] => slo?.objectives ?? [];
const ratioName = (window: Window): string => `slo:bad_events:ratio_increase${window}`;

const routing = ({ name, metadata, oncall, tier }: Service) => ({
  service: name,
  team: metadata.owner,
  schedule: oncall.schedule,
  tier: String(tier),
});

/** `runbook` is the service's own; `meaning` explains the alert, which is the same for all services. */
const contacts = ({ oncall }: Service, alert: string) => ({
  slack: oncall.slack,
  runbook: oncall.runbook,
  meaning: runbookSection('service-levels', alert),
});
