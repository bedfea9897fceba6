import type { ArtifactGraph } from '../../../engine/graph.js';
import { at, isObject, listAt, textAt } from '../../../engine/json.js';
import { fail, pass, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import type { Workload } from '../../../engine/workload.js';

/** Follows a pod to its service account and to every token that is mounted for it. */
export const leastServiceAccount = defineRule<Workload>({
  id: 'POD-006',
  area: 'pods',
  severity: 'high',
  title: 'a pod runs as the service account declared for it and mounts no token for the Kubernetes API',
  risk: 'a stolen token speaks to the API server, or one service acts with the identity of another',
  fix: 'name the service account of the service and set automountServiceAccountToken: false',
  population: 'every pod template',
  covers: ['ServiceAccount', 'Rollout', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod'],
  crossDomain: true,
  waivable: true,
  select: (graph) => graph.workloads(),
  check: (workload, graph) => {
    const faults = [...identityFaults(workload, graph), ...tokenFaults(workload, graph)];
    return faults.length === 0 ? pass() : faults;
  },
});

function identityFaults(workload: Workload, graph: ArtifactGraph): readonly Verdict[] {
  const { serviceAccount: account } = workload;
  if (account === 'default') return [fail('runs as the default service account', { evidence: account })];
  const declared = graph.intent.serviceOfNamespace(workload.namespace)?.derived.serviceAccount;
  if (declared !== undefined && account !== declared)
    return [fail(`runs as ${account}, not as ${declared}`, { evidence: account })];
  return accountOf(workload, graph) === undefined
    ? [fail(`no manifest creates its service account ${account}`, { evidence: account })]
    : [];
}

function tokenFaults(workload: Workload, graph: ArtifactGraph): readonly Verdict[] {
  const ofPod = at(workload.podSpec, 'automountServiceAccountToken');
  const mounted = ofPod ?? accountOf(workload, graph)?.at('automountServiceAccountToken');
  const projected = listAt(workload.podSpec, 'volumes')
    .flatMap((volume) => listAt(volume, 'projected.sources'))
    .filter((source) => isObject(at(source, 'serviceAccountToken')))
    .filter((source) => textAt(source, 'serviceAccountToken.audience') === undefined);
  return [
    ...(mounted === false ? [] : [fail('a token of the service account is mounted', { evidence: mounted ?? null })]),
    ...projected.map((source) => fail('a volume projects a token for the Kubernetes API', { evidence: source })),
  ];
}

const accountOf = (workload: Workload, graph: ArtifactGraph) =>
  graph
    .inNamespace('ServiceAccount', workload.location, workload.namespace)
    .find(({ objectName }) => objectName === workload.serviceAccount);
