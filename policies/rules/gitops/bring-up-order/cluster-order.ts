import type { ArtifactGraph } from '../../../engine/graph.js';
import { textAt } from '../../../engine/json.js';
import type { Manifest } from '../../../engine/manifest.js';
import type { Need } from './needs.js';

const WAVE = 'argocd.argoproj.io/sync-wave';
const ROOT = 'finflow.io/root';

/** When everything of one cluster comes to be: waves count from 0, and what the bootstrap itself brings is there before. */
export class ClusterOrder {
  readonly #folders = new Map<string, number>();
  readonly #given = new Map<Need, number>();
  readonly root: Manifest | undefined;

  constructor(graph: ArtifactGraph, location: string) {
    const manifests = graph.allManifests().filter((manifest) => manifest.location === location);
    const applications = manifests.filter(({ kind }) => kind === 'Application');
    this.root = applications.find((application) => application.annotation(ROOT) === 'true');
    for (const application of applications) {
      const folder = application.text('spec.source.path')?.split('/').at(-1);
      if (folder !== undefined) this.#folders.set(folder, waveOf(application));
      for (const entry of listed(application, 'finflow.io/definitions'))
        this.#give(`CustomResourceDefinition/${entry}`, waveOf(application));
      for (const need of listed(application, 'finflow.io/provides')) this.#give(need, waveOf(application));
    }
    for (const manifest of manifests)
      for (const need of givenBy(manifest)) this.#give(need, this.waveOf(manifest) ?? Infinity);
  }

  /** Wave in which an object is applied; undefined when no application deploys its folder. */
  waveOf(manifest: Manifest): number | undefined {
    const rootFolder = this.root?.text('spec.source.path')?.split('/').at(-1);
    if (manifest.application === rootFolder) return waveOf(manifest);
    return this.#folders.get(manifest.application);
  }

  /** First wave after which a need is met; definitions may be given for a whole group. */
  waveOfNeed(need: Need): number | undefined {
    const group = /^CustomResourceDefinition\/[^.]+\.(.+)$/.exec(need)?.[1];
    const waves = [
      this.#given.get(need),
      group === undefined ? undefined : this.#given.get(`CustomResourceDefinition/${group}`),
    ];
    const known = waves.filter((wave) => wave !== undefined);
    return known.length === 0 ? undefined : Math.min(...known);
  }

  #give(need: Need, wave: number): void {
    this.#given.set(need, Math.min(wave, this.#given.get(need) ?? Infinity));
  }
}

const waveOf = (manifest: Manifest): number => Number(manifest.annotation(WAVE) ?? '0');

const listed = (application: Manifest, annotation: string): readonly string[] =>
  (application.annotation(annotation) ?? '').split(',').filter((entry) => entry !== '');

/** What an object makes available under a name, itself or by the controller that acts on it. */
function givenBy(manifest: Manifest): readonly Need[] {
  const { kind, namespace, objectName } = manifest;
  if (kind === 'Namespace' || kind === 'PriorityClass') return [`${kind}/${objectName}`];
  if (kind === 'ServiceAccount' || kind === 'ConfigMap' || kind === 'Secret')
    return [`${kind}/${namespace}/${objectName}`];
  if (kind === 'CustomResourceDefinition')
    return [`${kind}/${manifest.text('spec.names.kind') ?? ''}.${manifest.text('spec.group') ?? ''}`];
  if (kind === 'ExternalSecret') return [`Secret/${namespace}/${manifest.text('spec.target.name') ?? objectName}`];
  if (kind === 'Certificate') return [`Secret/${namespace}/${textAt(manifest.object, 'spec.secretName') ?? ''}`];
  return [];
}
