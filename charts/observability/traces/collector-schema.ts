import { z } from 'zod';

/**
 * The components of the OpenTelemetry collector that are used here, with the settings that are: its own parser is a Go program of
 * several hundred modules, so unknown keys are refused by this schema instead. Field names were read in the README of each component.
 */
const seconds = z.string().regex(/^\d+(ms|s|m)$/);
const address = z.string().regex(/^[\w.-]+:\d+$/);
const tls = z.strictObject({ insecure: z.boolean().optional(), ca_file: z.string().optional() });

const receivers = z.strictObject({
  otlp: z.strictObject({
    protocols: z.strictObject({
      grpc: z.strictObject({ endpoint: address }).optional(),
      http: z.strictObject({ endpoint: address }).optional(),
    }),
  }),
});

const policy = z.discriminatedUnion('type', [
  z.strictObject({
    name: z.string(),
    type: z.literal('status_code'),
    status_code: z.strictObject({ status_codes: z.array(z.enum(['ERROR', 'OK', 'UNSET'])).min(1) }),
  }),
  z.strictObject({
    name: z.string(),
    type: z.literal('numeric_attribute'),
    numeric_attribute: z.strictObject({ key: z.string(), min_value: z.int(), max_value: z.int() }),
  }),
  z.strictObject({
    name: z.string(),
    type: z.literal('latency'),
    latency: z.strictObject({ threshold_ms: z.int().min(1) }),
  }),
  z.strictObject({
    name: z.string(),
    type: z.literal('probabilistic'),
    probabilistic: z.strictObject({ sampling_percentage: z.number().min(0).max(100) }),
  }),
]);

const processors = z.strictObject({
  memory_limiter: z
    .strictObject({
      check_interval: seconds,
      limit_percentage: z.int().min(1).max(100),
      spike_limit_percentage: z.int().min(1).max(100),
    })
    .optional(),
  attributes: z
    .strictObject({ actions: z.array(z.strictObject({ key: z.string(), action: z.enum(['delete', 'hash']) })) })
    .optional(),
  tail_sampling: z
    .strictObject({
      decision_wait: seconds,
      num_traces: z.int(),
      expected_new_traces_per_sec: z.int(),
      policies: z.array(policy).min(1),
    })
    .optional(),
  batch: z.strictObject({ timeout: seconds, send_batch_size: z.int() }).optional(),
});

const exporters = z.strictObject({
  otlp: z
    .strictObject({
      endpoint: address,
      tls,
      sending_queue: z.strictObject({ queue_size: z.int() }),
      retry_on_failure: z.strictObject({ max_elapsed_time: seconds }),
    })
    .optional(),
  loadbalancing: z
    .strictObject({
      routing_key: z.enum(['traceID', 'service']),
      protocol: z.strictObject({ otlp: z.strictObject({ timeout: seconds, tls }) }),
      resolver: z.strictObject({ dns: z.strictObject({ hostname: z.string(), port: z.string().regex(/^\d+$/) }) }),
    })
    .optional(),
  jaeger_storage_exporter: z.strictObject({ trace_storage: z.string() }).optional(),
});

const indices = z.strictObject({
  date_layout: z.string(),
  rollover_frequency: z.enum(['day', 'hour']),
  shards: z.int(),
  replicas: z.int(),
});

const extensions = z.strictObject({
  health_check: z.strictObject({ endpoint: address }).optional(),
  healthcheckv2: z.strictObject({ use_v2: z.boolean(), http: z.strictObject({ endpoint: address }) }).optional(),
  jaeger_query: z
    .strictObject({
      storage: z.strictObject({ traces: z.string() }),
      http: z.strictObject({ endpoint: address }),
      grpc: z.strictObject({ endpoint: address }),
    })
    .optional(),
  jaeger_storage: z
    .strictObject({
      backends: z.record(
        z.string(),
        z.strictObject({
          elasticsearch: z.strictObject({
            server_urls: z.array(z.url()),
            auth: z.strictObject({ basic: z.strictObject({ username: z.string(), password: z.string() }) }),
            tls,
            indices: z.strictObject({ spans: indices, services: indices }),
          }),
        }),
      ),
    })
    .optional(),
});

const telemetry = z.strictObject({
  metrics: z.strictObject({
    level: z.enum(['none', 'basic', 'normal', 'detailed']),
    readers: z.array(
      z.strictObject({
        pull: z.strictObject({
          exporter: z.strictObject({ prometheus: z.strictObject({ host: z.string(), port: z.int() }) }),
        }),
      }),
    ),
  }),
  logs: z.strictObject({ level: z.enum(['debug', 'info', 'warn', 'error']), encoding: z.enum(['json', 'console']) }),
});

const pipeline = z.strictObject({
  receivers: z.array(z.string()).min(1),
  processors: z.array(z.string()),
  exporters: z.array(z.string()).min(1),
});

/** A collector, or Jaeger, which is one since its second version: what a pipeline or the service names must be configured. */
export const collectorSchema = z
  .strictObject({
    receivers,
    processors,
    exporters,
    extensions,
    service: z.strictObject({
      extensions: z.array(z.string()),
      telemetry,
      pipelines: z.strictObject({ traces: pipeline }),
    }),
  })
  .superRefine(({ service, ...sections }, context) => {
    const { traces } = service.pipelines;
    const used = { ...traces, extensions: service.extensions };
    for (const section of ['receivers', 'processors', 'exporters', 'extensions'] as const) {
      const configured = Object.keys(sections[section]);
      for (const name of used[section])
        if (!configured.includes(name)) context.addIssue(`${section} has no ${name}, which the service uses`);
      for (const name of configured)
        if (!used[section].includes(name)) context.addIssue(`${section} has ${name}, which nothing uses`);
    }
  });

export type CollectorConfiguration = z.infer<typeof collectorSchema>;
