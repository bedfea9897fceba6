import type { PlatformAlert } from '../alert.js';

const runbook = 'logs';
const ERRORS = 'finflow_log_lines_total{severity=~"error|fatal"}';

/** What lines say, counted by the shipper on each node: a store that is down does not hide them. */
export const LOG_ALERTS: readonly PlatformAlert[] = [
  {
    name: 'LogErrorSpike',
    expr: `sum by (namespace) (rate(${ERRORS}[10m])) > 3 * sum by (namespace) (rate(${ERRORS}[1h] offset 1d)) and sum by (namespace) (increase(${ERRORS}[10m])) > 50`,
    forMinutes: 5,
    severity: 'ticket',
    summary: '{{ $labels.namespace }} logs {{ printf "%.1f" $value }} errors a second',
    description: 'More than three times of what it did at this hour yesterday, and more than 50 in 10 minutes.',
    runbook,
  },
  {
    name: 'LogErrorsNew',
    expr: `sum by (namespace) (increase(${ERRORS}[10m])) > 50 unless sum by (namespace) (increase(${ERRORS}[1h] offset 1d)) > 0`,
    forMinutes: 5,
    severity: 'ticket',
    summary: '{{ $labels.namespace }} logs errors, {{ printf "%.0f" $value }} in 10 minutes, and did not yesterday',
    description: 'There is no figure of yesterday to compare with, so a spike would not be noticed otherwise.',
    runbook,
  },
  {
    name: 'SecretsInLogs',
    expr: 'sum by (namespace) (increase(finflow_log_redactions_total[1h])) > 0',
    severity: 'ticket',
    summary:
      '{{ $labels.namespace }} logged {{ printf "%.0f" $value }} lines with a card number, a token or a password',
    description:
      'The shipper took them out before they were stored; the program must not write them in the first place.',
    runbook,
  },
];
