import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiObject, App } from 'cdk8s';
import { ApplicationChart } from '../application-chart.js';
import { isManifest, validateManifest, type Manifest } from '../validation/validate-manifest.js';
import { manifestYaml } from './manifest-yaml.js';

/** How much a synthesis wrote. */
export interface Written {
  readonly objects: number;
  readonly files: number;
}

/** The manifests of each file of an application, validated; file names without extension. */
export function applicationManifests(app: App): Map<string, readonly Manifest[]> {
  const charts = app.node.children.filter((child) => child instanceof ApplicationChart);
  return new Map(charts.map((chart) => [chart.node.id, chart.apiObjects.map(validManifest)]));
}

/**
 * Writes the charts of one application, one file a chart, objects in the order they were defined: cdk8s' own synthesis orders
 * them by a dependency graph over the whole App once for each chart, and its stringifier is ten times slower.
 */
export function writeApplication(app: App, folder: string): Written {
  mkdirSync(folder, { recursive: true });
  let objects = 0;
  let files = 0;
  for (const [name, manifests] of applicationManifests(app)) {
    if (manifests.length === 0) continue;
    writeFileSync(join(folder, `${name}.yaml`), manifestYaml(manifests));
    objects += manifests.length;
    files += 1;
  }
  return { objects, files };
}

function validManifest(object: ApiObject): Manifest {
  const manifest: unknown = object.toJson();
  if (!isManifest(manifest)) throw new TypeError(`${object.node.path} is no Kubernetes object`);
  validateManifest(manifest);
  return manifest;
}
