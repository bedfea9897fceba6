import { describe, expect, it } from 'vitest';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import type { EditableObject } from '../../../testing/mutation.js';
import { hardenedNodes } from './hardened-nodes.js';

const stack = (type: string, attributes: EditableObject) => ({
  stacks: { 'example-use1-cluster': { resource: { [type]: { one: attributes } } } },
});
const template = (options: EditableObject) => stack('aws_launch_template', { metadata_options: options });
const node = {
  shielded_instance_config: { enable_integrity_monitoring: true, enable_secure_boot: true },
  workload_metadata_config: { mode: 'GKE_METADATA' },
};
const cluster = {
  enable_shielded_nodes: true,
  node_config: node,
  workload_identity_config: { workload_pool: 'finflow-example-usc1.svc.id.goog' },
};

describe('IAM-010 hardened nodes', () => {
  it('passes machines that keep their credentials and prove their start', () => {
    expect(outcomesOf(hardenedNodes, template({ http_tokens: 'required', http_put_response_hop_limit: 1 }))).toEqual([
      'pass',
    ]);
    expect(outcomesOf(hardenedNodes, stack('google_container_cluster', cluster))).toEqual(['pass']);
    expect(outcomesOf(hardenedNodes, stack('google_container_node_pool', { node_config: node }))).toEqual(['pass']);
  });

  it.each([
    [{ http_tokens: 'optional', http_put_response_hop_limit: 1 }, 'credentials are given without a session token'],
    [{ http_put_response_hop_limit: 1 }, 'credentials are given without a session token'],
    [{ http_tokens: 'required', http_put_response_hop_limit: 2 }, 'session tokens reach beyond the node'],
    [{ http_tokens: 'required' }, 'session tokens reach beyond the node'],
  ])('fails templates with %o', (options, message) => {
    expect(messagesOf(hardenedNodes, template(options))).toEqual([message]);
  });

  it.each([
    [{ ...cluster, enable_shielded_nodes: false }, 'nodes join without proof of who they are'],
    [{ ...cluster, workload_identity_config: {} }, 'pods have no identity but that of their node'],
    [
      { ...cluster, node_config: { ...node, workload_metadata_config: { mode: 'GCE_METADATA' } } },
      'pods see the metadata of their node',
    ],
    [
      { ...cluster, node_config: { ...node, shielded_instance_config: { enable_secure_boot: true } } },
      'what booted is not measured',
    ],
  ])('fails GKE clusters without one of the protections (%#)', (attributes, message) => {
    expect(messagesOf(hardenedNodes, stack('google_container_cluster', attributes))).toEqual([message]);
  });

  it('does not know what a variable decides', () => {
    const options = { http_tokens: '${var.tokens}', http_put_response_hop_limit: 1 };
    expect(outcomesOf(hardenedNodes, template(options))).toEqual(['unknown']);
  });

  it('is not applicable without machines', () => {
    expect(outcomesOf(hardenedNodes, {})).toEqual(['not-applicable']);
  });
});
