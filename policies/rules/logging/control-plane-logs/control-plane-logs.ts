import type { ArtifactGraph } from '../../../engine/graph.js';
import type { Value } from '../../../engine/attributes.js';
import type { Declared } from '../../../engine/intent.js';
import type { DeclaredLocation } from '../../../engine/intent-schema.js';
import { inWords } from '../../../engine/json.js';
import { fail, gravest, pass, unknown, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';

const EKS_LOGS = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'];
const GKE_LOGS = ['SYSTEM_COMPONENTS', 'APISERVER', 'CONTROLLER_MANAGER', 'SCHEDULER', 'WORKLOADS'];
const GOOGLE_ACCESS_LOGS = ['ADMIN_READ', 'DATA_READ', 'DATA_WRITE'];

/** Asks each location, not each cluster, so that a location whose logs nobody wrote down is noticed. */
export const controlPlaneLogs = defineRule<Declared<DeclaredLocation>>({
  id: 'LOG-001',
  area: 'logging',
  severity: 'high',
  title: 'every control plane logs who did what',
  risk: 'after an incident nobody can tell which changes an attacker made',
  fix: 'enable every control-plane log type, and data-access logs of the Google Cloud project',
  population: 'declared locations',
  covers: ['aws_eks_cluster', 'google_container_cluster', 'google_project_iam_audit_config'],
  crossDomain: true,
  waivable: false,
  select: (graph) => graph.intent.locations(),
  check: ({ value: { name, cloud } }, graph) => (cloud === 'aws' ? judgeEks(name, graph) : judgeGoogle(name, graph)),
});

function judgeEks(location: string, graph: ArtifactGraph): Verdict {
  const clusters = graph.terraform('aws_eks_cluster').filter((cluster) => cluster.location === location);
  if (clusters.length === 0) return fail('the location has no cluster whose logs could be judged', { evidence: null });
  return gravest(clusters.map((cluster) => judgeList(cluster.values('enabled_cluster_log_types'), EKS_LOGS)));
}

function judgeGoogle(location: string, graph: ArtifactGraph): Verdict {
  const here = (kind: string) => graph.terraform(kind).filter((resource) => resource.location === location);
  const clusters = here('google_container_cluster');
  if (clusters.length === 0) return fail('the location has no cluster whose logs could be judged', { evidence: null });
  const access = here('google_project_iam_audit_config')
    .filter(({ written }) => written['service'] === 'allServices')
    .flatMap((config) => config.blocks('audit_log_config'))
    .map((config) => config.value('log_type'));
  return gravest([
    ...clusters.map((cluster) => judgeList(cluster.values('logging_config.0.enable_components'), GKE_LOGS)),
    judgeList(access, GOOGLE_ACCESS_LOGS),
  ]);
}

function judgeList(written: readonly Value[], required: readonly string[]): Verdict {
  const known = written.map((value) => (value.state === 'known' ? inWords(value.value) : undefined));
  const missing = required.filter((log) => !known.includes(log));
  if (missing.length === 0) return pass();
  if (known.includes(undefined)) return unknown(`cannot be told before deployment whether ${missing.join(', ')} is on`);
  return fail(`not logged: ${missing.join(', ')}`, { evidence: missing });
}
