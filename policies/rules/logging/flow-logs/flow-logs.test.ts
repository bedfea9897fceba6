import { describe, expect, it } from 'vitest';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { flowLogs } from './flow-logs.js';

const stack = (name: string) => ({ stacks: { 'example-use1-network': fixture(import.meta.url, name) } });

describe('LOG-003 flow logs', () => {
  it('passes what keeps to it', () => {
    expect(outcomesOf(flowLogs, stack('good.tf.json'))).toEqual(['pass', 'pass', 'pass']);
  });

  it('fails what does not, and says what was found', () => {
    expect(messagesOf(flowLogs, stack('bad.tf.json'))).toEqual([
      'no flow log is attached',
      'only ACCEPT traffic is logged',
      'flows are not logged',
      'only 0.5 of the flows are logged',
      'translated connections are not logged',
      'queries are not logged',
    ]);
  });

  it('does not guess what a variable will say', () => {
    const resource = { google_dns_policy: { dns: { enable_logging: '${var.log}' } } };
    expect(outcomesOf(flowLogs, { stacks: { 'example-use1-network': { resource } } })).toEqual(['unknown']);
  });

  it('is not applicable without a subject', () => {
    expect(outcomesOf(flowLogs, {})).toEqual(['not-applicable']);
  });
});
