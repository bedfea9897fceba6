import type { ArtifactGraph } from '../../../engine/graph.js';
import { textAt, textsAt } from '../../../engine/json.js';
import type { Manifest } from '../../../engine/manifest.js';
import { fail, pass } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import { takesChartsOnly } from '../charts-only.js';

/** Reads the fences that Argo CD puts around a squad, and who left them. */
export const boundedProjects = defineRule<Manifest>({
  id: 'GIT-001',
  area: 'gitops',
  severity: 'high',
  title: 'an Argo CD project names its sources, destinations and kinds; no application is outside a project',
  risk: 'one squad’s repository deploys into another’s namespace, or changes the cluster itself',
  fix: 'list repositories, namespaces and kinds by name, and give each application its squad’s project',
  population: 'every AppProject and Application',
  covers: ['AppProject', 'Application'],
  crossDomain: false,
  waivable: true,
  select: (graph) => graph.manifests('AppProject', 'Application'),
  check: (object, graph) => {
    const projects = graph.manifests('AppProject').filter(({ location }) => location === object.location);
    const names = projects.map(({ objectName }) => objectName);
    const faults =
      object.kind === 'AppProject'
        ? [...projectFaults(object), ...kindFaults(object, graph), ...sharedFaults(object, projects)]
        : applicationFaults(object, names);
    return faults.length === 0 ? pass() : faults.map((fault) => fail(fault, { evidence: fault }));
  },
});

function projectFaults(project: Manifest): readonly string[] {
  const destinations = project.list('spec.destinations');
  const wild = (value: string | undefined): boolean => value?.includes('*') === true;
  return [
    ...project
      .texts('spec.sourceRepos')
      .filter(wild)
      .map((repo) => `sourceRepos has the wildcard ${repo}`),
    ...(project.texts('spec.sourceRepos').length === 0 ? ['names no source repository'] : []),
    ...destinations.flatMap((destination) =>
      ['namespace', 'server', 'name']
        .filter((field) => wild(textAt(destination, field)))
        .map((field) => `a destination has the wildcard ${field}: ${textAt(destination, field) ?? ''}`),
    ),
    ...(destinations.length === 0 ? ['names no destination'] : []),
    ...['clusterResourceWhitelist', 'namespaceResourceWhitelist'].flatMap((list) =>
      project
        .list(`spec.${list}`)
        .filter((entry) => wild(textAt(entry, 'kind')) || wild(textAt(entry, 'group')))
        .map((entry) => `${list} has a wildcard: ${textAt(entry, 'group') ?? ''}/${textAt(entry, 'kind') ?? ''}`),
    ),
    ...project
      .texts('spec.sourceNamespaces')
      .filter(wild)
      .map((name) => `sourceNamespaces has the wildcard ${name}`),
    ...project
      .list('spec.roles')
      .flatMap((role) => textsAt(role, 'policies'))
      .filter((policy) => /,\s*\*\s*,/.test(policy))
      .map((policy) => `a role may do everything: ${policy}`),
  ];
}

/** Without a list, a project may create every kind there is; with these kinds, whoever writes its sources grants himself whatever he lacks. */
function kindFaults(project: Manifest, graph: ArtifactGraph): readonly string[] {
  if (project.at('spec.namespaceResourceWhitelist') === undefined)
    return ['names no kinds: every kind of a namespace is allowed'];
  if (takesChartsOnly(project, graph)) return [];
  return ['clusterResourceWhitelist', 'namespaceResourceWhitelist'].flatMap((list) =>
    project
      .list(`spec.${list}`)
      .filter((entry) => textAt(entry, 'group') === 'rbac.authorization.k8s.io')
      .map((entry) => `may grant itself rights: ${textAt(entry, 'kind') ?? ''}`),
  );
}

/** A namespace belongs to one squad, so to the projects of one owner. */
function sharedFaults(project: Manifest, projects: readonly Manifest[]): readonly string[] {
  const owner = project.label('finflow.io/owner');
  const others = projects.filter(
    (other) => other.id !== project.id && (owner === undefined || other.label('finflow.io/owner') !== owner),
  );
  return namespacesOf(project).flatMap((namespace) =>
    others
      .filter((other) => namespacesOf(other).includes(namespace))
      .map((other) => `deploys to ${namespace}, as project ${other.objectName} does`),
  );
}

const namespacesOf = (project: Manifest): readonly string[] =>
  project
    .list('spec.destinations')
    .flatMap((destination) => textAt(destination, 'namespace') ?? [])
    .filter((namespace) => !namespace.includes('*'));

function applicationFaults(application: Manifest, projects: readonly string[]): readonly string[] {
  const project = application.text('spec.project') ?? 'default';
  const namespace = application.text('spec.destination.namespace') ?? '';
  return [
    ...(project === 'default' ? ['belongs to the default project, which allows everything'] : []),
    ...(project !== 'default' && !projects.includes(project)
      ? [`belongs to project ${project}, which nobody creates`]
      : []),
    ...(namespace.includes('*') ? [`deploys to the wildcard namespace ${namespace}`] : []),
  ];
}
