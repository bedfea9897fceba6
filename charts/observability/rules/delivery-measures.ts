import type { Rule } from '../alert.js';

const WEEK = '7d';
const completed = `sum by (namespace, name) (increase(rollout_events_total{reason="RolloutCompleted"}[${WEEK}]))`;
const aborted = `sum by (namespace, name) (increase(rollout_events_total{reason="RolloutAborted"}[${WEEK}]))`;
const paging = 'ALERTS{alertname="ErrorBudgetBurn",severity="page",alertstate="firing"}';

/**
 * DORA's four measures over a week, per service, from what the cluster sees. Lead time starts with the first canary pod: when a change
 * was committed is not known here.
 */
export const DELIVERY_MEASURES: readonly Rule[] = [
  { record: 'delivery:deployments:increase7d', expr: completed },
  {
    record: 'delivery:lead_time_seconds:mean7d',
    expr: `60 * sum by (namespace, name) (sum_over_time((max by (namespace, name) (rollout_info{phase=~"Progressing|Paused"}))[${WEEK}:1m])) / (${completed} > 0)`,
  },
  {
    record: 'delivery:change_failure:ratio7d',
    expr: `(${aborted}) / ((${completed} + ${aborted}) > 0)`,
  },
  {
    // Minutes in which a page fired, divided by how often it began to.
    record: 'delivery:time_to_restore_seconds:mean7d',
    expr: `60 * sum by (service) (sum_over_time((max by (service) (${paging}))[${WEEK}:1m])) / (sum by (service) (sum_over_time((max by (service) (${paging}) unless max by (service) (${paging} offset 1m))[${WEEK}:1m])) > 0)`,
  },
];
