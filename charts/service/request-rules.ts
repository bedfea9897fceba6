import type { Service } from '../../services/definition/platform.js';
import type { Rule } from '../observability/alert.js';

/** Rate, errors and duration of a service's requests, computed once for every dashboard that shows them. */
export function requestRules({ name, derived }: Service): Rule[] {
  const served = `reporter="destination",destination_service_namespace="${derived.namespace}"`;
  const labels = { service: name };
  return [
    { record: 'service:requests:rate5m', expr: `sum(rate(istio_requests_total{${served}}[5m]))`, labels },
    {
      record: 'service:server_errors:rate5m',
      expr: `sum(rate(istio_requests_total{${served},response_code=~"5.."}[5m])) or vector(0)`,
      labels,
    },
    ...QUANTILES.map(({ quantile, suffix }) => ({
      record: `service:request_duration_milliseconds:${suffix}_5m`,
      expr: `histogram_quantile(${quantile}, sum by (le) (rate(istio_request_duration_milliseconds_bucket{${served}}[5m])))`,
      labels,
    })),
  ];
}

const QUANTILES = [
  { quantile: 0.5, suffix: 'p50' },
  { quantile: 0.99, suffix: 'p99' },
] as const;
