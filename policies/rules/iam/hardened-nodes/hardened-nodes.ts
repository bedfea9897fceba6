import { type Attributes, judgeValue } from '../../../engine/attributes.js';
import type { Json } from '../../../engine/json.js';
import { fail, gravest, pass, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';

const MACHINES = ['aws_launch_template', 'google_container_cluster', 'google_container_node_pool'] as const;

/** Asks every machine of a cluster who may ask it for its credentials, and what it proves about its start. */
export const hardenedNodes = defineRule<TerraformResource>({
  id: 'IAM-010',
  area: 'iam',
  severity: 'critical',
  title: 'pods cannot borrow the identity of their node, and nodes prove what they booted',
  risk: 'one request forged inside of a pod yields the credentials of the node, which reach every pod on it',
  fix: 'require session tokens with one hop (AWS), GKE_METADATA and shielded nodes (Google Cloud)',
  population: 'launch templates, GKE clusters and node pools',
  covers: MACHINES,
  crossDomain: false,
  waivable: false,
  select: (graph) => graph.terraform(...MACHINES),
  check: (subject) => {
    switch (subject.kind) {
      case 'aws_launch_template':
        return judgeTemplate(subject);
      case 'google_container_cluster':
        return judgeCluster(subject);
      default:
        return gravest(subject.blocks('node_config').map(judgeNode));
    }
  },
});

const judgeTemplate = (template: TerraformResource): Verdict =>
  gravest([
    expect(template, 'metadata_options.0.http_tokens', ['required'], 'credentials are given without a session token'),
    // EC2's own default is one hop, but an account may have another.
    expect(template, 'metadata_options.0.http_put_response_hop_limit', [1], 'session tokens reach beyond the node'),
  ]);

/** A cluster's own first pool is as much of a machine as those of its pools. */
const judgeCluster = (cluster: TerraformResource): Verdict =>
  gravest([
    expect(cluster, 'enable_shielded_nodes', [true], 'nodes join without proof of who they are'),
    expectPresent(cluster, 'workload_identity_config.0.workload_pool', 'pods have no identity but that of their node'),
    ...cluster.blocks('node_config').map(judgeNode),
  ]);

const judgeNode = (node: Attributes): Verdict =>
  gravest([
    expect(node, 'workload_metadata_config.0.mode', ['GKE_METADATA'], 'pods see the metadata of their node'),
    expect(node, 'shielded_instance_config.0.enable_secure_boot', [true], 'what boots is not verified'),
    expect(node, 'shielded_instance_config.0.enable_integrity_monitoring', [true], 'what booted is not measured'),
  ]);

const expect = (owner: Attributes, path: string, allowed: readonly Json[], message: string): Verdict =>
  judgeValue(owner.value(path), (value) =>
    value !== undefined && allowed.includes(value) ? pass() : fail(message, { evidence: value ?? null }),
  );

const expectPresent = (owner: Attributes, path: string, message: string): Verdict =>
  judgeValue(owner.value(path), (value) => (value === undefined ? fail(message, { evidence: null }) : pass()));
