import { MONITORING_NAMESPACE, priorityClass, TELEMETRY_COLLECTOR } from '../../services/definition/names.js';
import { TRACE_SAMPLER } from '../../services/definition/observability-names.js';
import { GATEWAY_CONFIGURATION, SAMPLER_CONFIGURATION } from '../observability/traces/collector-configuration.js';
import type { CollectorConfiguration } from '../observability/traces/collector-schema.js';
import type { AddOn, AddOnsOf } from './add-on.js';

/** The collector in two tiers: the first takes spans, the second decides about whole traces. */
export const traceCollector: AddOnsOf = () => [
  collector(TELEMETRY_COLLECTOR, 'deployment', GATEWAY_CONFIGURATION, { cpu: '200m', memory: '512Mi' }),
  collector(TRACE_SAMPLER, 'statefulset', SAMPLER_CONFIGURATION, { cpu: '500m', memory: '2Gi' }),
];

/**
 * One tier. `alternateConfig` replaces the configuration of the chart, `config` would be merged into it.
 */
const collector = (
  release: string,
  mode: 'deployment' | 'statefulset',
  alternateConfig: CollectorConfiguration,
  { cpu, memory }: { readonly cpu: string; readonly memory: string },
): AddOn => ({
  release,
  wave: 'platform',
  namespace: MONITORING_NAMESPACE,
  values: {
    fullnameOverride: release,
    // Network policies let services reach pods of this name.
    nameOverride: release,
    mode,
    replicaCount: 3,
    image: { repository: 'otel/opentelemetry-collector-contrib' },
    alternateConfig,
    ports: {
      otlp: { enabled: true },
      'otlp-http': { enabled: mode === 'deployment' },
      metrics: { enabled: true },
      'jaeger-compact': { enabled: false },
      'jaeger-thrift': { enabled: false },
      'jaeger-grpc': { enabled: false },
      zipkin: { enabled: false },
    },
    priorityClassName: priorityClass(2),
    podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
    resources: { requests: { cpu, memory }, limits: { memory } },
    serviceMonitor: { enabled: true, metricsEndpoints: [{ port: 'metrics' }] },
  },
});
