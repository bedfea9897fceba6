import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../engine/json.js';
import { fixture, messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { clusterApiPrivate } from './cluster-api-private.js';

const stack = (name: string) => ({ stacks: { 'example-use1-cluster': fixture(import.meta.url, name) } });

describe('NET-001 cluster API private', () => {
  it('passes clusters that answer privately', () => {
    expect(outcomesOf(clusterApiPrivate, stack('good.tf.json'))).toEqual(['pass', 'pass']);
  });

  it('fails the default of EKS and a GKE control plane that is open to the world', () => {
    expect(messagesOf(clusterApiPrivate, stack('bad.tf.json'))).toEqual([
      'the public endpoint is on',
      'the API is open to 0.0.0.0/0',
    ]);
  });

  it('fails a DNS endpoint for everybody and an API that no network limits', () => {
    const good = { private_cluster_config: { enable_private_nodes: true, enable_private_endpoint: true } };
    const networks = { master_authorized_networks_config: { cidr_blocks: [{ cidr_block: '10.250.0.0/20' }] } };
    const dns = { control_plane_endpoints_config: { dns_endpoint_config: { allow_external_traffic: true } } };
    const gke = (cluster: JsonObject) => {
      const stacks = { 'example-usc1-cluster': { resource: { google_container_cluster: { cluster } } } };
      return messagesOf(clusterApiPrivate, { stacks });
    };
    expect(gke(good)).toEqual(['no authorized network limits who reaches the API']);
    expect(gke({ ...good, ...networks, ...dns })).toEqual(['the DNS endpoint answers the internet']);
  });

  it('does not guess what a variable will say', () => {
    const vpc_config = { endpoint_private_access: true, endpoint_public_access: '${var.public}' };
    const document = { resource: { aws_eks_cluster: { cluster: { vpc_config } } } };
    expect(outcomesOf(clusterApiPrivate, { stacks: { 'example-use1-cluster': document } })).toEqual(['unknown']);
  });

  it('is not applicable without a cluster', () => {
    expect(outcomesOf(clusterApiPrivate, {})).toEqual(['not-applicable']);
  });
});
