import { metrics, type Histogram } from '@opentelemetry/api';

/** What is measured of every batch. */
export interface BatchMeasures {
  /** From asking for a connection to the commit's answer. */
  readonly duration: Histogram;
  readonly commands: Histogram;
}

/** Call it after telemetry has started: instruments made before measure nothing. */
export function batchMeasures(): BatchMeasures {
  const meter = metrics.getMeter('finflow');
  return {
    duration: meter.createHistogram('finflow_ledger_batch_duration_seconds', {
      advice: { explicitBucketBoundaries: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1] },
    }),
    commands: meter.createHistogram('finflow_ledger_batch_commands', {
      advice: { explicitBucketBoundaries: [1, 2, 5, 10, 20, 50, 100, 200] },
    }),
  };
}
