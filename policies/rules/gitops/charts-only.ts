import type { ArtifactGraph } from '../../engine/graph.js';
import type { Manifest } from '../../engine/manifest.js';

/**
 * True for a project that takes packaged charts of others and nothing from a Git repository: no squad can write what it deploys, and Argo CD
 * verifies signatures of commits only.
 */
export function takesChartsOnly(project: Manifest, graph: ArtifactGraph): boolean {
  const own = graph.intent.platform.environment.delivery.repository;
  const repositories = project.texts('spec.sourceRepos');
  const members = graph
    .manifests('Application')
    .filter(({ location }) => location === project.location)
    .filter((application) => application.text('spec.project') === project.objectName);
  return (
    repositories.length > 0 &&
    repositories.every((repository) => repository !== own && !/\.git$|^git@|^ssh:/.test(repository)) &&
    members.every((application) => application.text('spec.source.chart') !== undefined)
  );
}
