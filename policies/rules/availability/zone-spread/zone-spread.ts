import type { Value } from '../../../engine/attributes.js';
import type { ArtifactGraph } from '../../../engine/graph.js';
import type { Declared } from '../../../engine/intent.js';
import type { DeclaredLocation } from '../../../engine/intent-schema.js';
import { fail, pass, unknown } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';

/** Follows node groups to the zones of their subnets, across stacks, and compares with the declared ones. */
export const zoneSpread = defineRule<Declared<DeclaredLocation>>({
  id: 'AVL-002',
  area: 'availability',
  severity: 'high',
  title: 'nodes stand in every declared zone of a location',
  risk: 'the loss of one zone takes more capacity than the plan assumes',
  fix: 'add a node group for the missing zone, or list the zone in node_locations',
  population: 'declared locations',
  covers: ['aws_eks_node_group', 'google_container_node_pool', 'aws_subnet', 'aws_nat_gateway', 'aws_eip'],
  crossDomain: true,
  waivable: true,
  select: (graph) => graph.intent.locations(),
  check: ({ value: location }, graph) => {
    const zones = location.cloud === 'aws' ? eksZones(location.name, graph) : gkeZones(location.name, graph);
    const known = zones.map((zone) => (zone.state === 'known' ? String(zone.value) : undefined));
    const missing = location.zones.filter((zone) => !known.includes(zone));
    if (missing.length === 0) return pass();
    if (known.includes(undefined)) return unknown('zones of some nodes cannot be told before deployment');
    return fail(`no nodes in ${missing.join(', ')}`, {
      evidence: missing,
      source: `locations[${location.name}].zones`,
    });
  },
});

const eksZones = (location: string, graph: ArtifactGraph): readonly Value[] =>
  graph
    .terraform('aws_eks_node_group')
    .filter((group) => group.location === location && canHoldNodes(group.value('scaling_config.0.max_size')))
    .flatMap((group) => group.values('subnet_ids'))
    .map((subnet) => (subnet.state === 'reference' ? subnet.resource.value('availability_zone_id') : subnet));

const gkeZones = (location: string, graph: ArtifactGraph): readonly Value[] =>
  graph
    .terraform('google_container_node_pool')
    .filter((pool) => pool.location === location)
    .flatMap((pool) => pool.values('node_locations'));

const canHoldNodes = (maximum: Value): boolean => maximum.state !== 'known' || maximum.value !== 0;
