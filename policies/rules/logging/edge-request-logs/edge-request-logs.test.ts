import { describe, expect, it } from 'vitest';
import { exampleIntent } from '../../../testing/example-intent.js';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import type { EditableObject } from '../../../testing/mutation.js';
import { edgeRequestLogs } from './edge-request-logs.js';

const whole = exampleIntent();
const intent = { ...whole, jurisdictions: whole.jurisdictions.filter(({ name }) => name === 'eu') };
const lockedSeconds = whole.environment.retention.auditLogsDays * 86_400;

const job = (dataset: string, more: EditableObject = {}) => ({
  dataset,
  enabled: true,
  destination_conf: `r2://eu-logs/${dataset}/{DATE}`,
  filter: '{"where":{"key":"ClientRequestHost","operator":"in","value":["eu.finflow.example"]}}',
  output_options: { field_names: ['ClientRequestPath', 'RayID'] },
  ...more,
});
const edge = (job1: EditableObject = {}, bucket: EditableObject = {}, seconds = lockedSeconds) => ({
  intent,
  stacks: {
    'example-eu-edge': {
      resource: {
        cloudflare_logpush_job: { requests: job('http_requests', job1), firewall: job('firewall_events') },
        cloudflare_r2_bucket: { logs: { name: 'eu-logs', jurisdiction: 'eu', ...bucket } },
        cloudflare_r2_bucket_lock: {
          lock: {
            bucket_name: '${cloudflare_r2_bucket.logs.name}',
            rules: [{ id: 'a', enabled: true, prefix: '', condition: { type: 'Age', max_age_seconds: seconds } }],
          },
        },
      },
    },
  },
});

describe('LOG-007 edge request logs', () => {
  it('passes locked logs inside of the jurisdiction', () => {
    expect(messagesOf(edgeRequestLogs, edge())).toEqual([]);
    expect(outcomesOf(edgeRequestLogs, edge())).toEqual(['pass']);
  });

  it.each([
    [edge({ enabled: false }), 'nobody keeps http_requests of eu.finflow.example'],
    [edge({ filter: '{}' }), 'nobody keeps http_requests of eu.finflow.example'],
    [
      edge({ output_options: { field_names: ['ClientRequestURI'] } }),
      'cloudflare_logpush_job.requests writes ClientRequestURI',
    ],
    [edge({}, { jurisdiction: 'default' }), 'cloudflare_r2_bucket.logs is not bound to eu; logs of eu may leave it'],
    [edge({}, {}, 60), `cloudflare_r2_bucket.logs is not locked for the ${lockedSeconds / 86_400} days of audit logs`],
  ])('fails what keeps less (%#)', (output, message) => {
    expect(messagesOf(edgeRequestLogs, output)).toContain(message);
  });

  it('is not applicable without an edge', () => {
    const local = { ...intent, environment: { ...intent.environment, edge: null } };
    expect(outcomesOf(edgeRequestLogs, { intent: local })).toEqual(['not-applicable']);
  });
});
