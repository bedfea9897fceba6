import { describe, expect, it } from 'vitest';
import { exampleIntent } from '../../../testing/example-intent.js';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { noWorldIngress } from './no-world-ingress.js';

const stack = (name: string) => ({ stacks: { 'example-use1-network': fixture(import.meta.url, name) } });

describe('NET-003 no world ingress', () => {
  it('passes private ranges, the edge on 443 and health checks', () => {
    expect(outcomesOf(noWorldIngress, stack('good.tf.json'))).toEqual(['pass', 'pass', 'pass']);
  });

  it('fails the world in every way it can be written', () => {
    expect(messagesOf(noWorldIngress, stack('bad.tf.json'))).toEqual([
      'tcp 22 is open to 0.0.0.0/0',
      'all is open to ::/0',
      'all is open to 0.0.0.0/1',
      'tcp 443 is open to 0.0.0.0/0',
      'the edge may use port 443 only: tcp 443, tcp 8443 is open to 104.16.0.0/13',
    ]);
  });

  it('fails a load balancer that accepts every source, and not an internal one', () => {
    const manifests = { 'use1/payments': fixture(import.meta.url, 'services.yaml') };
    expect(outcomesOf(noWorldIngress, { manifests })).toEqual(['fail', 'pass', 'pass', 'fail']);
  });

  it('refuses even the edge where no edge is declared', () => {
    const intent = exampleIntent();
    const local = { ...intent, environment: { ...intent.environment, edge: null } };
    expect(outcomesOf(noWorldIngress, { ...stack('good.tf.json'), intent: local })).toContain('fail');
  });

  it('does not guess a range that is only known later', () => {
    const resource = { aws_vpc_security_group_ingress_rule: { in: { cidr_ipv4: '${var.office}', from_port: 443 } } };
    expect(outcomesOf(noWorldIngress, { stacks: { 'example-use1-network': { resource } } })).toEqual(['unknown']);
  });

  it('is not applicable where nothing is opened', () => {
    const resource = { aws_security_group: { closed: { name: 'closed' } } };
    expect(outcomesOf(noWorldIngress, { stacks: { 'example-use1-network': { resource } } })).toEqual([
      'not-applicable',
    ]);
    expect(outcomesOf(noWorldIngress, {})).toEqual(['not-applicable']);
  });
});
