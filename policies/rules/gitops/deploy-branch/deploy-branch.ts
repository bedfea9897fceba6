import type { ArtifactGraph } from '../../../engine/graph.js';
import type { Manifest } from '../../../engine/manifest.js';
import { fail, pass, type Verdict } from '../../../engine/outcome.js';
import { defineRule } from '../../../engine/rule.js';
import { takesChartsOnly } from '../charts-only.js';

/** Follows an application to the branch and the folder that decide what it deploys. */
export const deployBranch = defineRule<Manifest>({
  id: 'GIT-002',
  area: 'gitops',
  severity: 'critical',
  title:
    'an application follows its environment’s own deploy branch and its declared folder, or one version of a chart',
  risk: 'an unreviewed commit, or one meant for another environment, reaches production by itself',
  fix: 'track the protected branch named after the environment, and the folder of the declared application',
  population: 'every Argo CD Application',
  covers: ['Application'],
  crossDomain: true,
  waivable: true,
  select: (graph) => graph.manifests('Application'),
  check: (application, graph) => {
    if (application.text('spec.source.chart') !== undefined) return judgeChart(application, graph);
    const faults = [
      ...branchFaults(application, graph.environment),
      ...repositoryFaults(application, graph),
      ...folderFaults(application, graph),
    ];
    return faults.length === 0 ? pass() : faults.map((fault) => fail(fault, { evidence: fault }));
  },
});

/** A chart is no branch: it stands in one version, in a repository of its project, and nothing of it in a folder of ours. */
function judgeChart(application: Manifest, graph: ArtifactGraph): Verdict | readonly Verdict[] {
  const version = application.text('spec.source.targetRevision') ?? '';
  const repository = application.text('spec.source.repoURL') ?? '';
  const project = graph
    .manifests('AppProject')
    .find(
      ({ location, objectName }) =>
        location === application.location && objectName === application.text('spec.project'),
    );
  const faults = [
    ...(/^v?\d+\.\d+\.\d+([-+][\w.-]+)?$/.test(version) ? [] : [`runs ${version}, which is no one version of a chart`]),
    ...(project?.texts('spec.sourceRepos').includes(repository) === true
      ? []
      : [`takes a chart from ${repository}, which its project does not name`]),
    ...(project !== undefined && takesChartsOnly(project, graph)
      ? []
      : ['takes a chart in a project that also deploys from Git']),
    ...(application.text('spec.source.path') === undefined ? [] : ['names a chart and a folder']),
  ];
  return faults.length === 0 ? pass() : faults.map((fault) => fail(fault, { evidence: fault }));
}

/** A branch that moves for everybody is nobody's deploy branch; a tag or commit would be pinned, but is not tracked. */
function branchFaults(application: Manifest, environment: string): readonly string[] {
  const branch = application.text('spec.source.targetRevision') ?? '';
  if (application.at('spec.sources') !== undefined) return ['has several sources: only one branch may decide'];
  if (['', 'HEAD', 'main', 'master'].includes(branch))
    return [`tracks ${branch === '' ? 'the default branch' : branch}`];
  if (/[*^~<>]/.test(branch)) return [`tracks the pattern ${branch}`];
  return branch.split('/').includes(environment) ? [] : [`tracks ${branch}, which is not ${environment}’s`];
}

/** A folder of the right name in somebody else's repository is somebody else's. */
function repositoryFaults(application: Manifest, graph: ArtifactGraph): readonly string[] {
  const repository = application.text('spec.source.repoURL') ?? '';
  const own = graph.intent.platform.environment.delivery.repository;
  return repository === own ? [] : [`deploys from ${repository}, not ${own}`];
}

function folderFaults(application: Manifest, graph: ArtifactGraph): readonly string[] {
  const path = application.text('spec.source.path') ?? '';
  const declared = graph.intent.platform.applications.filter(({ location }) => location === application.location);
  const own = declared.find(({ name }) => name === application.objectName);
  if (own === undefined) return [`deploys ${path}, but no application ${application.objectName} is declared here`];
  return path === own.path || own.path.endsWith(`/${path}`) ? [] : [`deploys ${path}, not ${own.path}`];
}
