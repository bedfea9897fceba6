import type { Declared } from '../../../engine/intent.js';
import type { DeclaredService } from '../../../engine/intent-schema.js';
import { isObject, listAt, numberAt, objectAt, textAt } from '../../../engine/json.js';
import { fail, notApplicable, pass } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { Workload } from '../../../engine/workload.js';
import { scaledWorkloads } from '../scaled-workload.js';

const ZONE = 'topology.kubernetes.io/zone';

/** Looks for a spread over zones whose selector really counts the workload's own pods. */
export const podZoneSpread = defineRule<Declared<DeclaredService>>({
  id: 'POD-011',
  area: 'availability',
  severity: 'medium',
  title: 'replicas of a service spread over zones',
  risk: 'the loss of one zone takes all replicas with it',
  fix: 'add a topologySpreadConstraint over topology.kubernetes.io/zone that selects the pods of the workload',
  population: 'declared services in locations of more than one zone',
  covers: ['Rollout', 'Deployment', 'StatefulSet'],
  crossDomain: true,
  waivable: true,
  select: (graph) => graph.intent.placements(),
  check: ({ value: service, location }, graph) => {
    if ((graph.intent.location(location)?.zones.length ?? 0) < 2) return notApplicable('its location has one zone');
    const workloads = scaledWorkloads(service, location, graph);
    if (workloads.length === 0) return fail('no workload runs it', { evidence: null });
    const alone = workloads.filter((workload) => !spreadsOverZones(workload));
    return alone.length === 0
      ? pass()
      : alone.map(({ kind, name }) => fail(`${kind} ${name} may run in one zone`, { evidence: [kind, name] }));
  },
});

function spreadsOverZones(workload: Workload): boolean {
  return listAt(workload.podSpec, 'topologySpreadConstraints')
    .filter(isObject)
    .filter((constraint) => textAt(constraint, 'topologyKey') === ZONE && (numberAt(constraint, 'maxSkew') ?? 9) <= 2)
    .some((constraint) => {
      const labels = objectAt(constraint, 'labelSelector.matchLabels');
      return labels !== undefined && Object.keys(labels).length > 0 && workload.isSelectedBy(labels);
    });
}
