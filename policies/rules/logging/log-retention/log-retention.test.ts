import { describe, expect, it } from 'vitest';
import { exampleIntent } from '../../../testing/example-intent.js';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { logRetention } from './log-retention.js';

const whole = exampleIntent();
const intent = { ...whole, locations: whole.locations.filter(({ name }) => name === 'use1') };
const logGroup = (attributes: { readonly retention_in_days?: number | string }) => ({
  intent,
  stacks: { 'example-use1-cluster': { resource: { aws_cloudwatch_log_group: { logs: { ...attributes } } } } },
});

describe('LOG-002 log retention', () => {
  it('passes the declared time, and stores that never forget', () => {
    expect(outcomesOf(logRetention, logGroup({ retention_in_days: 400 }))).toEqual(['pass']);
    expect(outcomesOf(logRetention, logGroup({}))).toEqual(['pass']);
  });

  it('fails a year where more was declared', () => {
    expect(messagesOf(logRetention, logGroup({ retention_in_days: 365 }))).toEqual([
      'aws_cloudwatch_log_group.logs keeps logs for 365 days; 400 are required',
    ]);
  });

  it('asks for a year even where less was declared', () => {
    const retention = { ...intent.environment.retention, auditLogsDays: 30 };
    const careless = { ...intent, environment: { ...intent.environment, retention } };
    expect(outcomesOf(logRetention, { ...logGroup({ retention_in_days: 30 }), intent: careless })).toEqual(['fail']);
  });

  it('fails a location without a log store', () => {
    expect(outcomesOf(logRetention, { intent })).toEqual(['fail']);
  });

  it('fails a bucket that no sink leads into', () => {
    const bucket = { google_logging_project_bucket_config: { audit: { retention_days: 400 } } };
    const google = { ...whole, locations: whole.locations.filter(({ name }) => name === 'usc1') };
    const stacks = { 'example-usc1-cluster': { resource: bucket } };
    expect(messagesOf(logRetention, { intent: google, stacks })).toEqual([
      'no sink leads into google_logging_project_bucket_config.audit',
    ]);
  });

  it('does not guess', () => {
    expect(outcomesOf(logRetention, logGroup({ retention_in_days: '${var.days}' }))).toEqual(['unknown']);
  });

  it('is not applicable without a location', () => {
    expect(outcomesOf(logRetention, { intent: { ...whole, locations: [] } })).toEqual(['not-applicable']);
  });
});
