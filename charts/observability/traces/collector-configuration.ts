import { TRACE_SAMPLER } from '../../../services/definition/observability-names.js';
import { MONITORING_NAMESPACE, TELEMETRY_COLLECTOR_PORT } from '../../../services/definition/names.js';
import type { CollectorConfiguration } from './collector-schema.js';
import { LOGGING_NAMESPACE } from '../../../services/definition/platform-namespaces.js';

/** Milliseconds from which a request counts as slow; above every latency objective. */
const SLOW_MS = 1000;
/** Percent that is kept of what is neither wrong nor slow. */
const ORDINARY_PERCENT = 10;
/** Longer than any request may take, so that a trace is whole when it is judged. */
const DECISION_SECONDS = 20;

const EXTENSIONS = { health_check: { endpoint: '0.0.0.0:13133' } };
const SELF = {
  metrics: {
    level: 'normal' as const,
    readers: [{ pull: { exporter: { prometheus: { host: '0.0.0.0', port: 8888 } } } }],
  },
  logs: { level: 'warn' as const, encoding: 'json' as const },
};
const MEMORY = { check_interval: '1s', limit_percentage: 75, spike_limit_percentage: 20 };
/** What a span must not carry, whoever set it. */
const WITHOUT_SECRETS = {
  actions: [
    { key: 'http.request.header.authorization', action: 'delete' as const },
    { key: 'http.request.header.cookie', action: 'delete' as const },
    { key: 'http.request.header.idempotency-key', action: 'delete' as const },
    { key: 'url.query', action: 'delete' as const },
    { key: 'db.query.text', action: 'delete' as const },
    { key: 'enduser.id', action: 'delete' as const },
  ],
};

/** First tier: takes spans from everybody, strips them, and sends all spans of a trace to the same pod of the second. */
export const GATEWAY_CONFIGURATION: CollectorConfiguration = {
  receivers: {
    otlp: {
      protocols: {
        grpc: { endpoint: '0.0.0.0:4317' },
        http: { endpoint: `0.0.0.0:${TELEMETRY_COLLECTOR_PORT}` },
      },
    },
  },
  processors: { memory_limiter: MEMORY, attributes: WITHOUT_SECRETS, batch: { timeout: '1s', send_batch_size: 1024 } },
  exporters: {
    loadbalancing: {
      routing_key: 'traceID',
      protocol: { otlp: { timeout: '5s', tls: { insecure: true } } },
      resolver: {
        dns: { hostname: `${TRACE_SAMPLER}-headless.${MONITORING_NAMESPACE}.svc.cluster.local`, port: '4317' },
      },
    },
  },
  extensions: EXTENSIONS,
  service: {
    extensions: ['health_check'],
    telemetry: SELF,
    pipelines: {
      traces: {
        receivers: ['otlp'],
        processors: ['memory_limiter', 'attributes', 'batch'],
        exporters: ['loadbalancing'],
      },
    },
  },
};

/** Second tier: waits until a trace is whole, then keeps what went wrong, what was slow, and a share of the rest. */
export const SAMPLER_CONFIGURATION: CollectorConfiguration = {
  receivers: { otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' } } } },
  processors: {
    memory_limiter: MEMORY,
    tail_sampling: {
      decision_wait: `${DECISION_SECONDS}s`,
      num_traces: 100_000,
      expected_new_traces_per_sec: 2000,
      policies: [
        { name: 'errors', type: 'status_code', status_code: { status_codes: ['ERROR'] } },
        {
          name: 'server-errors',
          type: 'numeric_attribute',
          numeric_attribute: { key: 'http.response.status_code', min_value: 500, max_value: 599 },
        },
        { name: 'slow', type: 'latency', latency: { threshold_ms: SLOW_MS } },
        { name: 'share', type: 'probabilistic', probabilistic: { sampling_percentage: ORDINARY_PERCENT } },
      ],
    },
    batch: { timeout: '5s', send_batch_size: 1024 },
  },
  exporters: {
    otlp: {
      endpoint: `jaeger.${LOGGING_NAMESPACE}.svc.cluster.local:4317`,
      tls: { insecure: true },
      sending_queue: { queue_size: 5000 },
      retry_on_failure: { max_elapsed_time: '300s' },
    },
  },
  extensions: EXTENSIONS,
  service: {
    extensions: ['health_check'],
    telemetry: SELF,
    pipelines: {
      traces: { receivers: ['otlp'], processors: ['memory_limiter', 'tail_sampling', 'batch'], exporters: ['otlp'] },
    },
  },
};
