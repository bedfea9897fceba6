import type { ArtifactGraph } from '../../../engine/graph.js';
import type { Declared } from '../../../engine/intent.js';
import type { DeclaredService } from '../../../engine/intent-schema.js';
import { type Json, listAt, member, objectAt, textAt } from '../../../engine/json.js';
import { fail, pass, unknown, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { Workload } from '../../../engine/workload.js';
import { isolatedPools, type IsolatedPool } from './isolated-pools.js';

/** Follows a service that holds card data to tainted nodes that the cluster really has, and looks for company there. */
export const cardDataIsolation = defineRule<Declared<DeclaredService>>({
  id: 'POD-007',
  area: 'pods',
  severity: 'critical',
  title: 'services that hold card data run on nodes of their own',
  risk: 'a service outside the cardholder data environment shares a kernel with card data and falls into scope',
  fix: 'select and tolerate the card-data pool in these services, and in no other workload',
  population: 'declared services of PCI scope cde, in every location',
  covers: ['aws_eks_node_group', 'google_container_node_pool', 'Rollout'],
  crossDomain: true,
  waivable: false,
  select: (graph) => graph.intent.placements().filter(({ value }) => value.compliance.pciScope === 'cde'),
  check: ({ value: service, location }, graph) => {
    const pools = isolatedPools(graph, location, service.derived.nodePool);
    if (pools.length === 0)
      return fail(`the cluster has no tainted node pool ${service.derived.nodePool}`, { evidence: null });
    const own = graph.workloads().filter((workload) => isOf(workload, location, service));
    if (own.length === 0) return unknown('no manifest runs this service');
    const verdicts = [
      ...own.flatMap((workload) => pools.flatMap((pool) => placementFaults(workload, pool))),
      ...pools.flatMap((pool) => intruders(graph, location, pool)),
    ];
    return verdicts.length === 0 ? pass() : verdicts;
  },
});

const isOf = (workload: Workload, location: string, service: DeclaredService): boolean =>
  workload.location === location && workload.namespace === service.derived.namespace;

function placementFaults(workload: Workload, pool: IsolatedPool): readonly Verdict[] {
  const selector = objectAt(workload.podSpec, 'nodeSelector') ?? {};
  const selects = Object.entries(pool.labels).some(([key, value]) => member(selector, key) === value);
  const says: readonly string[] = [
    ...(selects ? [] : [`${workload.kind} ${workload.name} does not select the node pool ${pool.name}`]),
    ...(tolerates(workload, pool) ? [] : [`${workload.kind} ${workload.name} does not tolerate ${pool.taint.key}`]),
  ];
  return says.map((message) => fail(message, { evidence: selector }));
}

function intruders(graph: ArtifactGraph, location: string, pool: IsolatedPool): readonly Verdict[] {
  return graph
    .workloads()
    .filter((workload) => workload.location === location && workload.kind !== 'DaemonSet')
    .filter(({ namespace }) => graph.intent.serviceOfNamespace(namespace)?.compliance.pciScope !== 'cde')
    .filter((workload) => tolerates(workload, pool))
    .map((workload) =>
      fail(`${workload.kind} ${workload.name} holds no card data and may run on ${pool.name}`, {
        evidence: workload.id,
      }),
    );
}

const tolerates = (workload: Workload, { taint }: IsolatedPool): boolean =>
  listAt(workload.podSpec, 'tolerations').some((toleration) => matches(toleration, taint));

/** As the scheduler matches: no key with Exists tolerates everything, no effect means any effect. */
function matches(toleration: Json, taint: IsolatedPool['taint']): boolean {
  const key = textAt(toleration, 'key');
  const exists = textAt(toleration, 'operator') === 'Exists';
  if (key === undefined || key === '') return exists;
  return key === taint.key && (exists || (textAt(toleration, 'value') ?? '') === taint.value);
}
