import type { ArtifactGraph } from '../../../engine/graph.js';
import type { DeclaredService } from '../../../engine/intent-schema.js';
import { at, isObject, type Json, type JsonObject, member } from '../../../engine/json.js';
import { fail, pass } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { Workload } from '../../../engine/workload.js';

const expectedLabels = (service: DeclaredService): Readonly<Record<string, string>> => ({
  'finflow.io/owner': service.metadata.owner,
  'finflow.io/data-class': service.compliance.dataClass,
  'finflow.io/pci-scope': service.compliance.pciScope,
});

/** Compares the labels that inventories and alerts group by with what the definition says about the service. */
export const declaredLabels = defineRule<Workload>({
  id: 'OWN-001',
  area: 'ownership',
  severity: 'medium',
  title: 'every workload says who owns it, who is on call, how sensitive it is and whether it is in PCI scope',
  risk: 'an alert reaches nobody, and the inventory of the cardholder data environment is wrong',
  fix: 'let the labels and the on-call annotation be rendered from the definition, and change the definition',
  population: 'every pod template; those outside the namespaces of services need an owner',
  covers: ['Rollout', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'AnalysisTemplate'],
  crossDomain: true,
  waivable: true,
  select: (graph) => graph.workloads(),
  check: (workload, graph) => {
    const service = graph.intent.serviceOfNamespace(workload.namespace);
    const faults = service === undefined ? platformFaults(workload, graph) : serviceFaults(workload, service);
    return faults.length === 0 ? pass() : faults.map((fault) => fail(fault, { evidence: fault }));
  },
});

function serviceFaults(workload: Workload, service: DeclaredService): readonly string[] {
  const metadata = at(workload.manifest.object, 'metadata.labels');
  const labels = Object.entries(expectedLabels(service)).flatMap(([key, expected]) => [
    ...labelFault(`pod label ${key}`, workload.podLabel(key), expected),
    ...labelFault(`label ${key}`, member(metadata, key), expected),
  ]);
  const { schedule } = service.oncall;
  // Nobody is paged for the short-lived pods of an analysis: the rollout that started it alerts.
  const pages = workload.kind !== 'AnalysisTemplate';
  return !pages || isOnCall(workload, schedule) ? labels : [...labels, `no on-call annotation names ${schedule}`];
}

function platformFaults(workload: Workload, graph: ArtifactGraph): readonly string[] {
  const owner = workload.podLabel('finflow.io/owner');
  return graph.intent.platform.teams.some(({ name }) => name === owner)
    ? []
    : [`pod label finflow.io/owner is ${owner ?? 'missing'}, which is no squad`];
}

const labelFault = (name: string, value: Json | undefined, expected: string): readonly string[] =>
  value === expected ? [] : [`${name} is ${typeof value === 'string' ? value : 'missing'}, declared is ${expected}`];

/** The annotation may stand on the object or on its pods, whatever tool reads it there. */
const isOnCall = (workload: Workload, schedule: string): boolean =>
  [at(workload.manifest.object, 'metadata.annotations'), at(workload.template, 'metadata.annotations')]
    .filter((annotations): annotations is JsonObject => isObject(annotations))
    .some((annotations) =>
      Object.entries(annotations).some(([key, value]) => /on-?call/.test(key) && value === schedule),
    );
