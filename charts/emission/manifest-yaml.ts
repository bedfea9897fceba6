import { dump } from 'js-yaml';

/**
 * Kubernetes manifests as one YAML stream. js-yaml quotes every string that a YAML 1.1 reader such as kubectl would take for a
 * boolean, a number or a date; aliases are off because not every reader follows them.
 */
export function manifestYaml(manifests: readonly object[]): string {
  return manifests.map((manifest) => `---\n${dump(manifest, { noRefs: true, lineWidth: -1 })}`).join('');
}
