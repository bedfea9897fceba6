import type { ArtifactGraph } from '../../../engine/graph.js';
import type { Declared } from '../../../engine/intent.js';
import type { DeclaredService } from '../../../engine/intent-schema.js';
import type { Manifest } from '../../../engine/manifest.js';
import { fail, pass, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';

/** Reads the labels by which the API server itself refuses pods that ask for too much. */
export const podSecurityRestricted = defineRule<Declared<DeclaredService>>({
  id: 'POD-001',
  area: 'pods',
  severity: 'high',
  title: 'a service namespace enforces the restricted Pod Security Standard at a pinned version',
  risk: 'a pod that asks for root, host access or extra capabilities is admitted',
  fix: 'label the namespace pod-security.kubernetes.io/enforce: restricted and enforce-version: v<major>.<minor>',
  population: 'every declared service in every location it is placed in',
  covers: ['Namespace'],
  crossDomain: true,
  waivable: false,
  select: (graph) => graph.intent.placements(),
  check: ({ value: service, location }, graph) => {
    const namespaces = graph
      .manifests('Namespace')
      .filter((object) => object.location === location && object.objectName === service.derived.namespace);
    const [namespace] = namespaces;
    if (namespace === undefined)
      return fail(`no manifest creates namespace ${service.derived.namespace}`, { evidence: null });
    return namespaces.length > 1
      ? fail(`namespace ${service.derived.namespace} is created ${namespaces.length} times`, {
          evidence: namespaces.map(({ id }) => id),
        })
      : judge(namespace, graph);
  },
});

function judge(namespace: Manifest, graph: ArtifactGraph): Verdict {
  const level = namespace.label('pod-security.kubernetes.io/enforce');
  if (level !== 'restricted')
    return fail(`enforces ${level ?? 'no level'}, not restricted`, { evidence: level ?? null });
  const version = namespace.label('pod-security.kubernetes.io/enforce-version');
  const [, major, minor] = /^v(\d+)\.(\d+)$/.exec(version ?? '') ?? [];
  if (major === undefined || minor === undefined)
    return fail(`the standard's version is ${version ?? 'not given'}, not pinned`, { evidence: version ?? null });
  const cluster = graph.intent.platform.environment.kubernetes.version;
  return isNewer(`${major}.${minor}`, cluster)
    ? fail(`pins ${version}, which Kubernetes ${cluster} does not know`, { evidence: version ?? null })
    : pass();
}

function isNewer(version: string, than: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [otherMajor = 0, otherMinor = 0] = than.split('.').map(Number);
  return major > otherMajor || (major === otherMajor && minor > otherMinor);
}
