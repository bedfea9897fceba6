import type { Environment } from '../../../services/definition/platform.js';

/** Logs that are kept equally long, as one data stream with a lifecycle of its own. */
export interface LogStream {
  readonly name: 'logs-access' | 'logs-application';
  /** Fluentd's pattern of the tags that belong here; the first stream that matches takes the line. */
  readonly tags: string;
  readonly keepDays: number;
  /** Most that waits on one node's disk. */
  readonly bufferMegabytes: number;
}

/** Access logs of proxies are evidence and stay readable as long as audit logs are hot; what programs say, as declared. */
export const logStreams = ({ retention }: Environment): readonly LogStream[] => [
  {
    name: 'logs-access',
    tags: 'kubernetes.var.log.containers.**_istio-proxy-**',
    keepDays: retention.auditLogsHotDays,
    bufferMegabytes: 2000,
  },
  { name: 'logs-application', tags: 'kubernetes.**', keepDays: retention.applicationLogsDays, bufferMegabytes: 2000 },
];

/** Index lifecycle of a stream: written to for a day or 30 GB, deleted once its newest line is older than declared. */
export const indexLifecycle = ({ keepDays }: LogStream) => ({
  policy: {
    phases: {
      hot: { min_age: '0ms', actions: { rollover: { max_age: '1d', max_primary_shard_size: '30gb' } } },
      delete: { min_age: `${keepDays}d`, actions: { delete: {} } },
    },
  },
});
