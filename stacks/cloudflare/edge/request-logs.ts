import { LogpushJob } from '@cdktf/provider-cloudflare/lib/logpush-job/index.js';
import { R2BucketLifecycle } from '@cdktf/provider-cloudflare/lib/r2-bucket-lifecycle/index.js';
import { R2BucketLock } from '@cdktf/provider-cloudflare/lib/r2-bucket-lock/index.js';
import { R2Bucket } from '@cdktf/provider-cloudflare/lib/r2-bucket/index.js';
import { edgeLogsBucket } from '../../../services/definition/names.js';
import type { Jurisdiction, Platform } from '../../../services/definition/platform.js';
import type { PlatformStack } from '../../platform-stack.js';
import { type EdgeSettings, secretInput } from '../edge-settings.js';
import { LOG_DATASETS } from './log-datasets.js';

const SECONDS_PER_DAY = 86_400;

/** Where R2 keeps objects: the EU by guarantee, the US by its east of North America. */
const PLACES: Readonly<Record<Jurisdiction['name'], { readonly jurisdiction: string; readonly location?: string }>> = {
  us: { jurisdiction: 'default', location: 'enam' },
  eu: { jurisdiction: 'eu' },
};

export interface RequestLogsProps {
  readonly platform: Platform;
  readonly jurisdiction: Jurisdiction;
  readonly edge: EdgeSettings;
}

/**
 * What the edge did with every request to the jurisdiction's hosts, kept inside of the jurisdiction as long as audit logs are and locked
 * against deletion meanwhile. In the edge's own storage, so that the evidence outlives the loss of either cloud.
 */
export function defineRequestLogs(stack: PlatformStack, { platform, jurisdiction, edge }: RequestLogsProps): void {
  const { accountId, zoneId } = edge;
  const { auditLogsDays } = platform.environment.retention;
  const place = PLACES[jurisdiction.name];
  const name = edgeLogsBucket(platform.environment.name, jurisdiction.name);
  const bucket = new R2Bucket(stack, 'logs', {
    ...{ accountId, name, ...place },
    storageClass: 'InfrequentAccess',
    lifecycle: { preventDestroy: true },
  });
  const inBucket = { accountId, bucketName: bucket.name, jurisdiction: place.jurisdiction };
  const retentionSeconds = auditLogsDays * SECONDS_PER_DAY;
  const lock = new R2BucketLock(stack, 'logs-lock', {
    ...inBucket,
    rules: [{ id: 'evidence', enabled: true, prefix: '', condition: { type: 'Age', maxAgeSeconds: retentionSeconds } }],
  });
  new R2BucketLifecycle(stack, 'logs-expiry', {
    ...inBucket,
    rules: [
      {
        id: 'after-retention',
        enabled: true,
        conditions: { prefix: '' },
        deleteObjectsTransition: { condition: { type: 'Age', maxAge: retentionSeconds + SECONDS_PER_DAY } },
      },
    ],
  });
  const writer = {
    id: secretInput(stack, 'edge_logs_access_key_id', 'Key of an R2 token that may write to the bucket of edge logs'),
    secret: secretInput(stack, 'edge_logs_secret_access_key', 'Secret of that token'),
  };
  const hosts = Object.values(jurisdiction.hosts).sort();
  for (const { dataset, hostField, fields } of LOG_DATASETS) {
    new LogpushJob(stack, `push-${dataset.replaceAll('_', '-')}`, {
      zoneId,
      dataset,
      name: `${stack.planned.name}-${dataset.replaceAll('_', '-')}`,
      enabled: true,
      destinationConf:
        `r2://${name}/${dataset}/{DATE}?account-id=${accountId}` +
        `&access-key-id=${writer.id}&secret-access-key=${writer.secret}`,
      filter: JSON.stringify({ where: { key: hostField, operator: 'in', value: hosts } }),
      outputOptions: { outputType: 'ndjson', timestampFormat: 'rfc3339', fieldNames: [...fields] },
      dependsOn: [lock],
    });
  }
}
