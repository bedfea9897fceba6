import { judgeValue } from '../../../engine/attributes.js';
import { fail, gravest, pass, unknown, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';

/** Reads the two switches of each cloud that decide who can reach a Kubernetes API server. */
export const clusterApiPrivate = defineRule<TerraformResource>({
  id: 'NET-001',
  area: 'network',
  severity: 'critical',
  title: 'a cluster API answers on its private endpoint only',
  risk: 'whoever finds a credential can use it from anywhere on the internet',
  fix: 'turn the public endpoint off and reach the API from an administration network',
  population: 'EKS and GKE clusters',
  covers: ['aws_eks_cluster', 'google_container_cluster'],
  crossDomain: false,
  waivable: false,
  select: (graph) => graph.terraform('aws_eks_cluster', 'google_container_cluster'),
  check: (cluster) => (cluster.kind === 'aws_eks_cluster' ? judgeEks(cluster) : judgeGke(cluster)),
});

const judgeEks = (cluster: TerraformResource): Verdict =>
  gravest([
    judgeValue(cluster.value('vpc_config.0.endpoint_private_access'), (value) =>
      value === true ? pass() : fail('the private endpoint is off', { evidence: value ?? null }),
    ),
    judgeValue(cluster.value('vpc_config.0.endpoint_public_access'), (value) =>
      value === false ? pass() : fail('the public endpoint is on', { evidence: value ?? null }),
    ),
  ]);

function judgeGke(cluster: TerraformResource): Verdict {
  const nodes = judgeValue(cluster.value('private_cluster_config.0.enable_private_nodes'), (value) =>
    value === true ? pass() : fail('nodes have public addresses', { evidence: value ?? null }),
  );
  const endpoint = judgeValue(cluster.value('private_cluster_config.0.enable_private_endpoint'), (value) =>
    value === true ? pass() : fail('the public endpoint is on', { evidence: value ?? null }),
  );
  const networks = cluster
    .blocks('master_authorized_networks_config')
    .flatMap((config) => config.blocks('cidr_blocks'));
  const reach = networks.map((network) =>
    judgeValue(network.value('cidr_block'), (cidr) => {
      if (typeof cidr !== 'string') return unknown('an authorized network has no address range');
      return cidr.endsWith('/0') ? fail(`the API is open to ${cidr}`, { evidence: cidr }) : pass();
    }),
  );
  const limited =
    reach.length > 0 ? pass() : fail('no authorized network limits who reaches the API', { evidence: null });
  return gravest([nodes, endpoint, judgeDnsEndpoint(cluster), limited, ...reach]);
}

/** GKE's second door: a name that Google's front ends answer, whatever the address of the control plane is. */
const judgeDnsEndpoint = (cluster: TerraformResource): Verdict =>
  judgeValue(cluster.value('control_plane_endpoints_config.0.dns_endpoint_config.0.allow_external_traffic'), (value) =>
    value === true ? fail('the DNS endpoint answers the internet', { evidence: value }) : pass(),
  );
