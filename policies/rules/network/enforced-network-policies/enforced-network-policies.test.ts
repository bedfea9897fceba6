import { describe, expect, it } from 'vitest';
import { messagesOf, outcomesOf } from '../../../testing/graph-of.js';
import { enforcedNetworkPolicies } from './enforced-network-policies.js';

const eks = (settings: string | null) => ({
  stacks: {
    'example-use1-cluster': {
      resource: {
        aws_eks_cluster: { cluster: {} },
        ...(settings === null
          ? {}
          : { aws_eks_addon: { cni: { addon_name: 'vpc-cni', configuration_values: settings } } }),
      },
    },
  },
});
const gke = (attributes: Readonly<Record<string, string>>) => ({
  stacks: { 'example-usc1-cluster': { resource: { google_container_cluster: { cluster: attributes } } } },
});

describe('NET-010 enforced network policies', () => {
  it('passes clusters that carry policies out', () => {
    expect(outcomesOf(enforcedNetworkPolicies, eks('{"enableNetworkPolicy":"true"}'))).toEqual(['pass']);
    expect(outcomesOf(enforcedNetworkPolicies, gke({ datapath_provider: 'ADVANCED_DATAPATH' }))).toEqual(['pass']);
  });

  it('fails clusters that ignore them', () => {
    const messages = [eks('{"enableNetworkPolicy":"false"}'), eks('{}'), eks(null), gke({})].flatMap((artifacts) =>
      messagesOf(enforcedNetworkPolicies, artifacts),
    );
    expect(messages).toEqual([
      'the add-on vpc-cni ignores policies',
      'the add-on vpc-cni ignores policies',
      'no add-on vpc-cni enforces policies',
      'the data path ignores policies',
    ]);
  });

  it('does not know settings that cannot be read, and is not applicable without clusters', () => {
    expect(outcomesOf(enforcedNetworkPolicies, eks('enableNetworkPolicy: true'))).toEqual(['unknown']);
    expect(outcomesOf(enforcedNetworkPolicies, {})).toEqual(['not-applicable']);
  });
});
