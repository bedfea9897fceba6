import { type Histogram, metrics } from '@opentelemetry/api';

/** Buckets that OpenTelemetry advises for HTTP, and 0.2, by which latency objectives are judged. Seconds. */
const HTTP_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.2, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
/** Objectives of event processing read 0.1 and 5. Seconds. */
const EVENT_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
/** What OpenTelemetry advises for database clients, and 0.02 and 0.05 between. Seconds. */
const DATABASE_SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5, 10];

/** Every histogram of durations that services share: the instrument, what Prometheus calls it, and its buckets in seconds. */
export const DURATIONS = {
  'http.server.request.duration': { description: 'Duration of HTTP server requests', boundaries: HTTP_SECONDS },
  'http.client.request.duration': { description: 'Duration of HTTP client requests', boundaries: HTTP_SECONDS },
  'db.client.operation.duration': {
    description: 'Duration of database client operations',
    boundaries: DATABASE_SECONDS,
  },
  'messaging.client.operation.duration': { description: 'Duration of sending messages', boundaries: HTTP_SECONDS },
  'messaging.process.duration': { description: 'Duration of processing a message', boundaries: HTTP_SECONDS },
  finflow_event_processing_seconds: {
    description: 'Time from the append of an event to the end of its handling',
    boundaries: EVENT_SECONDS,
  },
} as const satisfies Record<string, { description: string; boundaries: readonly number[] }>;

export type DurationName = keyof typeof DURATIONS;

/**
 * A shared histogram; record seconds. Ask for it when a program's parts are put together, after `startTelemetry`: an instrument that was
 * made before records nothing.
 */
export const durationHistogram = (name: DurationName): Histogram =>
  metrics.getMeter(METER_NAME).createHistogram(name, {
    unit: 's',
    description: DURATIONS[name].description,
    advice: { explicitBucketBoundaries: [...DURATIONS[name].boundaries] },
  });

/** Name of the meter and the tracer under which services report. */
export const METER_NAME = 'finflow';

/** Prometheus wants the unit in the name; OpenTelemetry's exporter leaves it out. */
export const prometheusName = (name: DurationName): string => (name.endsWith('_seconds') ? name : `${name}.seconds`);
