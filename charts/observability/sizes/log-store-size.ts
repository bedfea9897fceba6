import type { Location, Platform } from '../../../services/definition/platform.js';
import { logStreams } from '../logs/log-streams.js';

/** Estimates until they are measured: lines of proxies and programs for one transaction, and how long a line is. */
const LINES_PER_TRANSACTION = { 'logs-access': 8, 'logs-application': 6 } as const;
const BYTES_PER_LINE = 600;
/** An index is about half of the JSON that went in, with its codec for little space. */
const INDEX_RATIO = 0.5;
const COPIES = 2;
/** Elasticsearch moves shards away from a node at 85 %. */
const FULL = 0.8;
/** A traced request in a hundred, spans of it, and how large one is. */
const TRACED = 0.01;
const SPANS_PER_TRANSACTION = 30;
const BYTES_PER_SPAN = 1000;
const LEAST_GIB = 20;

/** GiB of disk that each of a location's nodes needs for logs and traces, at the load that the location carries when another is lost. */
export function logStoreDiskGib({ environment, jurisdictions }: Platform, location: Location): number {
  const jurisdiction = jurisdictions.find(({ name }) => name === location.jurisdiction);
  if (jurisdiction === undefined) throw new RangeError(`no jurisdiction ${location.jurisdiction}`);
  const part = Math.max(location.share, location.provisioned);
  const perDay = jurisdiction.peak.transactionsPerSecond * jurisdiction.typicalLoad * part * 86_400;
  const logs = logStreams(environment).reduce(
    (sum, { name, keepDays }) => sum + perDay * LINES_PER_TRANSACTION[name] * BYTES_PER_LINE * keepDays,
    0,
  );
  const traces = perDay * TRACED * SPANS_PER_TRANSACTION * BYTES_PER_SPAN * environment.retention.tracesDays;
  const bytes = ((logs + traces) * INDEX_RATIO * COPIES) / FULL / location.zones.length;
  return Math.max(LEAST_GIB, Math.ceil(bytes / 2 ** 30));
}
