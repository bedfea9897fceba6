import { LOG_STORE_HOST, LOG_STORE_PORT } from '../../../services/definition/observability-names.js';
import { AUTHORITY_DIRECTORY } from '../logs/authority-directory.js';
import type { CollectorConfiguration } from './collector-schema.js';

const STORE = 'telemetry';
/** An index for each day, so that a day can be deleted as a whole. */
const DAILY = { date_layout: '2006-01-02', rollover_frequency: 'day' as const, shards: 1, replicas: 1 };

/** Jaeger: keeps the traces that the sampler lets through, and shows them. */
export const TRACE_STORE_CONFIGURATION: CollectorConfiguration = {
  receivers: { otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' } } } },
  processors: { batch: { timeout: '5s', send_batch_size: 1024 } },
  exporters: { jaeger_storage_exporter: { trace_storage: STORE } },
  extensions: {
    healthcheckv2: { use_v2: true, http: { endpoint: '0.0.0.0:13133' } },
    jaeger_query: {
      storage: { traces: STORE },
      http: { endpoint: '0.0.0.0:16686' },
      grpc: { endpoint: '0.0.0.0:16685' },
    },
    jaeger_storage: {
      backends: {
        [STORE]: {
          elasticsearch: {
            server_urls: [`https://${LOG_STORE_HOST}:${LOG_STORE_PORT}`],
            auth: { basic: { username: '${env:LOG_STORE_USER}', password: '${env:LOG_STORE_PASSWORD}' } },
            tls: { ca_file: `${AUTHORITY_DIRECTORY}/ca.crt` },
            indices: { spans: DAILY, services: DAILY },
          },
        },
      },
    },
  },
  service: {
    extensions: ['jaeger_storage', 'jaeger_query', 'healthcheckv2'],
    telemetry: {
      metrics: {
        level: 'normal',
        readers: [{ pull: { exporter: { prometheus: { host: '0.0.0.0', port: 8888 } } } }],
      },
      logs: { level: 'warn', encoding: 'json' },
    },
    pipelines: { traces: { receivers: ['otlp'], processors: ['batch'], exporters: ['jaeger_storage_exporter'] } },
  },
};
