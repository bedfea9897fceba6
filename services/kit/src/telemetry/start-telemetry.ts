import { setTimeout as sleep } from 'node:timers/promises';
import { context, metrics, propagation, trace } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { AggregationType, MeterProvider, type ViewOptions } from '@opentelemetry/sdk-metrics';
import {
  AlwaysOffSampler,
  BatchSpanProcessor,
  NodeTracerProvider,
  ParentBasedSampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-node';
import type { Role } from '../lifecycle/role.js';
import { DURATIONS, type DurationName, prometheusName } from './histograms.js';
import { serveMetrics } from './metrics-endpoint.js';
import { observeProcess } from './process-metrics.js';
import { parseResourceAttributes } from './resource-attributes.js';

const FLUSH_WITHIN_MS = 3_000;

export interface TelemetryOptions {
  readonly service: string;
  /** 0 for any free port. */
  readonly metricsPort: number;
  readonly host?: string;
  /** OTEL_RESOURCE_ATTRIBUTES: `key=value,key=value`. */
  readonly resourceAttributes?: string | undefined;
  /** OTEL_EXPORTER_OTLP_ENDPOINT; without it traces have ids for the logs and go nowhere. */
  readonly otlpEndpoint?: string | undefined;
  /** Share of traces that begin here and are kept. A caller's decision counts instead of it. */
  readonly traceRatio?: number;
  /** Takes the spans instead of the collector; for tests. */
  readonly spanExporter?: SpanExporter;
}

/** Running telemetry; stop it after everything that reports. */
export interface Telemetry extends Role {
  /** Port that serves `/metrics`. */
  readonly metricsPort: number;
}

/**
 * Traces and metrics of this process. There is one of it in a process, because OpenTelemetry's API is global; start it before anything
 * that makes instruments.
 */
export async function startTelemetry(options: TelemetryOptions): Promise<Telemetry> {
  const resource = resourceFromAttributes({
    ...parseResourceAttributes(options.resourceAttributes),
    'service.name': options.service,
  });
  const prometheus = new PrometheusExporter({ preventServerStart: true, withoutScopeInfo: true });
  const meterProvider = new MeterProvider({ resource, readers: [prometheus], views: durationViews() });
  const exporter = options.spanExporter ?? otlpExporter(options.otlpEndpoint);
  const tracerProvider = new NodeTracerProvider({
    resource,
    sampler:
      exporter === undefined
        ? new AlwaysOffSampler()
        : new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(options.traceRatio ?? 1) }),
    spanProcessors: exporter === undefined ? [] : [new BatchSpanProcessor(exporter)],
  });

  const endpoint = await serveMetrics(prometheus, options.metricsPort, options.host ?? '0.0.0.0');
  metrics.setGlobalMeterProvider(meterProvider);
  // Baggage is left out: it would carry whatever callers put there to everybody behind us.
  tracerProvider.register({ propagator: new W3CTraceContextPropagator() });
  observeProcess();

  return {
    name: 'telemetry',
    metricsPort: endpoint.port,
    stop: async () => {
      const flushed = Promise.allSettled([tracerProvider.shutdown(), meterProvider.shutdown(), endpoint.stop()]);
      // A collector that is down must not keep a program from stopping.
      await Promise.race([flushed, sleep(FLUSH_WITHIN_MS, undefined, { ref: false })]);
      for (const api of [trace, metrics, context, propagation]) api.disable();
    },
  };
}

const durationViews = (): ViewOptions[] =>
  (Object.keys(DURATIONS) as DurationName[]).map((name) => ({
    instrumentName: name,
    name: prometheusName(name),
    aggregation: {
      type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM,
      options: { boundaries: [...DURATIONS[name].boundaries] },
    },
  }));

const otlpExporter = (endpoint: string | undefined): SpanExporter | undefined =>
  endpoint === undefined ? undefined : new OTLPTraceExporter({ url: new URL('/v1/traces', endpoint).href });
