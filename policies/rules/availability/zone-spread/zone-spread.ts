import type { Value } from '../../../engine/attributes.js';
import type { ArtifactGraph } from '../../../engine/graph.js';
import { groupBy } from '../../../engine/group-by.js';
import type { Declared } from '../../../engine/intent.js';
import type { DeclaredLocation } from '../../../engine/intent-schema.js';
import { inWords } from '../../../engine/json.js';
import { fail, gravest, pass, unknown, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { TerraformResource } from '../../../engine/terraform-resource.js';

/** Follows node groups to the zones of their subnets, across stacks, and compares with the declared ones. */
export const zoneSpread = defineRule<Declared<DeclaredLocation>>({
  id: 'AVL-002',
  area: 'availability',
  severity: 'high',
  title: 'every pool has nodes in every declared zone of its location',
  risk: 'the loss of one zone takes more capacity than the plan assumes',
  fix: 'add a node group for the missing zone, or list the zone in node_locations',
  population: 'declared locations',
  covers: ['aws_eks_node_group', 'google_container_node_pool', 'aws_subnet', 'aws_nat_gateway', 'aws_eip'],
  crossDomain: true,
  waivable: true,
  select: (graph) => graph.intent.locations(),
  check: ({ value: location }, graph) => {
    const pools = location.cloud === 'aws' ? eksPools(location.name, graph) : gkePools(location.name, graph);
    if (pools.size === 0) return fail('the location has no nodes', { evidence: null });
    return gravest([...pools].map(([pool, zones]) => judgePool(pool, zones, location)));
  },
});

function judgePool(pool: string, zones: readonly Value[], location: DeclaredLocation): Verdict {
  const known = zones.map((zone) => (zone.state === 'known' ? inWords(zone.value) : undefined));
  const missing = location.zones.filter((zone) => !known.includes(zone));
  if (missing.length === 0) return pass();
  if (known.includes(undefined)) return unknown(`zones of ${pool} cannot be told before deployment`);
  const source = `locations[${location.name}].zones`;
  return fail(`${pool} has no nodes in ${missing.join(', ')}`, { evidence: missing, source });
}

type Pools = ReadonlyMap<string, readonly Value[]>;

/** EKS has one node group a zone; the groups of a pool share their launch template. */
function eksPools(location: string, graph: ArtifactGraph): Pools {
  const groups = graph.terraform('aws_eks_node_group').filter((group) => group.location === location);
  const pools = groupBy(groups, (group) => group.target('launch_template.0.id')?.address ?? 'the node groups');
  return new Map([...pools].map(([pool, members]) => [pool, members.flatMap(zonesOfGroup)]));
}

const zonesOfGroup = (group: TerraformResource): readonly Value[] => {
  const maximum = group.value('scaling_config.0.max_size');
  if (maximum.state === 'known' && maximum.value === 0) return [];
  return group
    .values('subnet_ids')
    .map((subnet) => (subnet.state === 'reference' ? subnet.resource.value('availability_zone_id') : subnet));
};

const gkePools = (location: string, graph: ArtifactGraph): Pools =>
  new Map(
    graph
      .terraform('google_container_node_pool')
      .filter((pool) => pool.location === location)
      .map((pool) => [pool.address, pool.values('node_locations')]),
  );
