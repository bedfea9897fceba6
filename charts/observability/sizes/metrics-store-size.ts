import type { Environment, Location } from '../../../services/definition/platform.js';

/** What the store of each location is built for, samples a second; an alert tells when it becomes more. */
export const SAMPLES_PER_SECOND = 50_000;
export const SCRAPE_SECONDS = 15;
/** Each sample is held by two storage nodes, so that one may be lost with its zone. */
export const STORED_COPIES = 2;
/** Both Prometheus replicas write all they see; what is equal is stored once. */
export const WRITERS = 2;

/** "A CPU core per 300K inserted data points per second", "less than 1KB per active time series" (VictoriaMetrics, capacity planning). */
const POINTS_PER_CORE = 300_000;
const BYTES_PER_SERIES = 1024;
/** "1 byte after compression", a quarter more for merges, "index takes about 20 %" (VictoriaMetrics, understand your setup size). */
const BYTES_PER_SAMPLE = 1;
const MERGE_RESERVE = 1.25;
const INDEX_SHARE = 1.2;
/** Half of processors and memory stays free for peaks, as the vendor recommends. */
const BUSY = 0.5;
/** Pods that were replaced within the hour still count as active. */
const CHURN = 2;
const LEAST_MEMORY_MIB = 4096;

export interface MetricsStoreSize {
  readonly nodes: number;
  readonly cores: number;
  readonly memoryMib: number;
  readonly diskGib: number;
}

/** Size of each storage node; one in every zone. */
export function metricsStoreSize({ retention }: Environment, { zones }: Location): MetricsStoreSize {
  const nodes = zones.length;
  const points = (SAMPLES_PER_SECOND * WRITERS * STORED_COPIES) / nodes;
  const series = (SAMPLES_PER_SECOND * SCRAPE_SECONDS * CHURN * STORED_COPIES) / nodes;
  // Whole partitions are dropped: a month where more than a month is kept, a day otherwise.
  const partitionDays = retention.metricsDays > 30 ? 30 : 1;
  const samples = SAMPLES_PER_SECOND * STORED_COPIES * (retention.metricsDays + partitionDays) * 86_400;
  return {
    nodes,
    cores: Math.ceil(points / POINTS_PER_CORE / BUSY),
    memoryMib: Math.max(LEAST_MEMORY_MIB, Math.ceil((series * BYTES_PER_SERIES) / BUSY / 2 ** 20)),
    diskGib: Math.ceil((samples * BYTES_PER_SAMPLE * MERGE_RESERVE * INDEX_SHARE) / nodes / 2 ** 30),
  };
}
