import { judgeValue } from '../../../engine/attributes.js';
import type { ArtifactGraph } from '../../../engine/graph.js';
import { at, type Json } from '../../../engine/json.js';
import { fail, gravest, pass, unknown, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';

/** A NetworkPolicy is a wish: this asks whether anything in the cluster carries it out. */
export const enforcedNetworkPolicies = defineRule<TerraformResource>({
  id: 'NET-010',
  area: 'network',
  severity: 'critical',
  title: 'every cluster enforces network policies',
  risk: 'policies are accepted and reported, and every pod reaches every other one',
  fix: 'use ADVANCED_DATAPATH (GKE), or enableNetworkPolicy in the settings of the add-on vpc-cni (EKS)',
  population: 'EKS and GKE clusters',
  covers: ['aws_eks_cluster', 'aws_eks_addon', 'google_container_cluster'],
  crossDomain: true,
  waivable: false,
  select: (graph) => graph.terraform('aws_eks_cluster', 'google_container_cluster'),
  check: (cluster, graph) => (cluster.kind === 'aws_eks_cluster' ? judgeEks(cluster, graph) : judgeGke(cluster)),
});

function judgeEks(cluster: TerraformResource, graph: ArtifactGraph): Verdict {
  const networking = graph
    .terraform('aws_eks_addon')
    .filter(({ location, written }) => location === cluster.location && written['addon_name'] === 'vpc-cni');
  if (networking.length === 0) return fail('no add-on vpc-cni enforces policies', { evidence: null });
  return gravest(
    networking.map((addOn) =>
      judgeValue(addOn.value('configuration_values'), (settings) => {
        const parsed = typeof settings === 'string' ? parseSettings(settings) : {};
        if (parsed === undefined) return unknown('the settings of the add-on vpc-cni cannot be read');
        const enforced = at(parsed, 'enableNetworkPolicy');
        return enforced === 'true'
          ? pass()
          : fail('the add-on vpc-cni ignores policies', { evidence: enforced ?? null });
      }),
    ),
  );
}

const judgeGke = (cluster: TerraformResource): Verdict =>
  judgeValue(cluster.value('datapath_provider'), (provider) =>
    provider === 'ADVANCED_DATAPATH' ? pass() : fail('the data path ignores policies', { evidence: provider ?? null }),
  );

function parseSettings(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
