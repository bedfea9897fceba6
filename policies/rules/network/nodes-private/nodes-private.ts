import { judgeValue, type Value } from '../../../engine/attributes.js';
import type { ArtifactGraph } from '../../../engine/graph.js';
import { fail, gravest, pass, unknown, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';

const NODE_TYPES = ['aws_eks_node_group', 'aws_launch_template', 'google_container_node_pool', 'aws_subnet'] as const;

/** Follows node groups into the network stack's subnets and routes to see whether the internet could reach a node. */
export const nodesPrivate = defineRule<TerraformResource>({
  id: 'NET-004',
  area: 'network',
  severity: 'high',
  title: 'nodes and stores have private addresses in subnets without a way in',
  risk: 'a node or a database with a public address is one firewall mistake away from everybody',
  fix: 'place it in a private or isolated subnet and give out no public address',
  population: 'node groups and pools, launch templates, and subnets',
  covers: [...NODE_TYPES, 'aws_internet_gateway', 'aws_route', 'aws_route_table', 'aws_route_table_association'],
  crossDomain: true,
  waivable: false,
  select: (graph) => graph.terraform(...NODE_TYPES),
  check: (subject, graph) => {
    switch (subject.kind) {
      case 'aws_eks_node_group':
        return gravest(subject.values('subnet_ids').map((subnet) => judgeSubnet(subnet, graph)));
      case 'aws_launch_template':
        return gravest(
          subject
            .blocks('network_interfaces')
            .map((card) =>
              judgeValue(card.value('associate_public_ip_address'), refuse('a public address is given out')),
            ),
        );
      case 'aws_subnet':
        return judgeValue(subject.value('map_public_ip_on_launch'), refuse('instances get a public address'));
      default:
        return judgeValue(subject.value('network_config.0.enable_private_nodes'), (value) =>
          value === true ? pass() : fail('nodes have public addresses', { evidence: value ?? null }),
        );
    }
  },
});

const refuse =
  (message: string) =>
  (value: unknown): Verdict =>
    value === true || value === 'true' ? fail(message, { evidence: true }) : pass();

function judgeSubnet(subnet: Value, graph: ArtifactGraph): Verdict {
  if (subnet.state !== 'reference') return unknown('the subnet of the nodes is not part of the artefacts');
  const routed = graph
    .terraform('aws_route_table_association')
    .filter((association) => association.target('subnet_id') === subnet.resource)
    .map((association) => association.target('route_table_id'));
  const open = graph
    .terraform('aws_route')
    .some(
      (route) =>
        routed.includes(route.target('route_table_id')) && route.target('gateway_id')?.kind === 'aws_internet_gateway',
    );
  if (routed.length === 0) return unknown(`${subnet.resource.address} has no route table of its own`);
  return open
    ? fail(`${subnet.resource.address} is routed to the internet gateway`, { evidence: subnet.resource.id })
    : pass();
}
