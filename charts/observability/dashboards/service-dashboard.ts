import type { Service } from '../../../services/definition/platform.js';
import { eventCounts } from '../../service/service-level-indicators.js';
import type { Dashboard, Panel } from './dashboard.js';

/** A service: rate, errors, duration, what is left of its budgets, and what its program says about itself. */
export const serviceDashboard = (service: Service): Dashboard => ({
  uid: `service-${service.name}`,
  title: `Service: ${service.name}`,
  tags: ['service', service.metadata.owner],
  panels: [...requests(service), ...budgets(service), ...streams(service), ...program(service)],
});

function requests({ name }: Service): Panel[] {
  const own = `{service="${name}"}`;
  return [
    {
      title: 'Requests',
      kind: 'timeseries',
      unit: 'reqps',
      queries: [{ expr: `service:requests:rate5m${own}`, legend: 'requests' }],
    },
    {
      title: 'Server errors',
      kind: 'timeseries',
      unit: 'percentunit',
      queries: [{ expr: `service:server_errors:rate5m${own} / service:requests:rate5m${own}`, legend: '5xx' }],
    },
    {
      title: 'Duration',
      kind: 'timeseries',
      unit: 'ms',
      queries: [
        { expr: `service:request_duration_milliseconds:p50_5m${own}`, legend: 'median' },
        { expr: `service:request_duration_milliseconds:p99_5m${own}`, legend: '99 of 100' },
      ],
    },
  ];
}

function budgets({ name, slo, derived }: Service): Panel[] {
  if (slo === null) return [];
  const window = `${slo.windowDays}d`;
  return slo.objectives.flatMap((objective): Panel[] => {
    const { bad, all } = eventCounts(objective, derived.namespace, '');
    const budget = Number((1 - objective.target / 100).toFixed(6));
    const own = `{service="${name}",objective="${objective.name}"}`;
    return [
      {
        title: `${objective.name}: budget left of ${slo.windowDays} days`,
        kind: 'stat',
        unit: 'percentunit',
        queries: [{ expr: `1 - ${bad(window)} / ${all(window)} / ${budget}`, legend: 'left' }],
      },
      {
        title: `${objective.name}: times too fast`,
        kind: 'timeseries',
        unit: 'short',
        queries: ['1h', '6h', '3d'].map((range) => ({
          expr: `slo:bad_events:ratio_increase${range}${own} / ${budget}`,
          legend: range,
        })),
      },
    ];
  });
}

function streams({ kafka, derived }: Service): Panel[] {
  const lag: Panel = {
    title: 'Consumer lag',
    kind: 'timeseries',
    unit: 'short',
    queries: kafka.consumes.slice(0, 8).map(({ group, topic }) => ({
      expr: `sum(kafka_consumergroup_lag{consumergroup="${group}",topic="${topic}"})`,
      legend: `${group} ${topic}`,
    })),
  };
  const outbox: Panel = {
    title: 'Oldest event that waits to be sent',
    kind: 'timeseries',
    unit: 's',
    queries: [{ expr: `max(finflow_outbox_oldest_seconds{namespace="${derived.namespace}"})`, legend: 'age' }],
  };
  return [...(kafka.consumes.length > 0 ? [lag] : []), ...(kafka.produces.length > 0 ? [outbox] : [])];
}

function program({ derived, data }: Service): Panel[] {
  const pods = `{namespace="${derived.namespace}"}`;
  return [
    {
      title: 'Event loop delay, 99 of 100',
      kind: 'timeseries',
      unit: 's',
      queries: [{ expr: `nodejs_eventloop_delay_p99_seconds${pods}`, legend: '{{pod}}' }],
    },
    {
      title: 'CPU and memory by pod',
      kind: 'timeseries',
      unit: 'short',
      queries: [
        { expr: `rate(process_cpu_seconds_total${pods}[5m])`, legend: 'cores {{pod}}' },
        { expr: `process_resident_memory_bytes${pods} / 2^30`, legend: 'GiB {{pod}}' },
      ],
    },
    ...(data.postgres === null
      ? []
      : [
          {
            title: 'Statements, 99 of 100',
            kind: 'timeseries',
            unit: 's',
            queries: [
              {
                expr: `histogram_quantile(0.99, sum by (le, db_operation_name) (rate(db_client_operation_duration_seconds_bucket${pods}[5m])))`,
                legend: '{{db_operation_name}}',
              },
            ],
          } satisfies Panel,
        ]),
  ];
}
