import { describe, expect, it } from 'vitest';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import type { EditableObject } from '../../../testing/mutation.js';
import { clusterAuthentication } from './cluster-authentication.js';

const stack = (type: string, attributes: EditableObject) => ({
  stacks: { 'example-use1-cluster': { resource: { [type]: { one: attributes } } } },
});
const eks = (mode: string, bootstrap: boolean) =>
  stack('aws_eks_cluster', {
    access_config: { authentication_mode: mode, bootstrap_cluster_creator_admin_permissions: bootstrap },
  });
const GKE = {
  anonymous_authentication_config: { mode: 'LIMITED' },
  enable_legacy_abac: false,
  master_auth: { client_certificate_config: { issue_client_certificate: false } },
  rbac_binding_config: {
    enable_insecure_binding_system_authenticated: false,
    enable_insecure_binding_system_unauthenticated: false,
  },
};

describe('IAM-011 cluster authentication', () => {
  it('passes clusters that know cloud identities only', () => {
    expect(outcomesOf(clusterAuthentication, eks('API', false))).toEqual(['pass']);
    expect(outcomesOf(clusterAuthentication, stack('google_container_cluster', GKE))).toEqual(['pass']);
  });

  it.each(['CONFIG_MAP', 'API_AND_CONFIG_MAP'])('fails EKS with %s', (mode) => {
    expect(messagesOf(clusterAuthentication, eks(mode, false))).toEqual([
      'a config map inside of the cluster decides who administers it',
    ]);
  });

  it('fails EKS whose creator keeps the keys', () => {
    expect(messagesOf(clusterAuthentication, eks('API', true))).toEqual([
      'whoever creates the cluster administers it for ever',
    ]);
  });

  it.each(Object.keys(GKE))('fails GKE without %s', (name) => {
    const attributes = Object.fromEntries(Object.entries(GKE).filter(([key]) => key !== name));
    expect(outcomesOf(clusterAuthentication, stack('google_container_cluster', attributes))).toEqual(['fail']);
  });

  it('does not know what a variable decides, and is not applicable without clusters', () => {
    expect(outcomesOf(clusterAuthentication, eks('${var.mode}', false))).toEqual(['unknown']);
    expect(outcomesOf(clusterAuthentication, {})).toEqual(['not-applicable']);
  });
});
