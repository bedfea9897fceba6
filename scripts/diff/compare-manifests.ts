import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import type { PlannedApplication } from '../../services/definition/platform.js';
import type { ManifestChange } from './comparison.js';
import { isObject, type PlainObject } from './difference.js';
import { changedAttributes } from './terraform/attribute-changes.js';
import type { SynthesizedSide } from './terraform/compare-stacks.js';

/** Kubernetes objects of one environment that differ, by application; the same change in several places is one. */
export function compareManifests(environment: string, base: SynthesizedSide, head: SynthesizedSide): ManifestChange[] {
  const applications = new Map(
    [...(base.platform?.applications ?? []), ...(head.platform?.applications ?? [])].map((one) => [one.path, one]),
  );
  return mergeManifests(
    [...applications.values()].flatMap((application) => changesOf(environment, application, base, head)),
  );
}

/** One entry for the same change of the same object, with all its places. */
export function mergeManifests(changes: readonly ManifestChange[]): ManifestChange[] {
  const merged = new Map<string, ManifestChange>();
  for (const change of changes) {
    const { application, action, kind, name, fields } = change;
    const key = JSON.stringify([application, action, kind, name, fields]);
    const places = [...(merged.get(key)?.places ?? []), ...change.places];
    merged.set(key, { ...change, places: [...new Set(places)] });
  }
  return [...merged.values()].sort(
    (a, b) => compare(a.application, b.application) || compare(a.kind, b.kind) || compare(a.name, b.name),
  );
}

function changesOf(
  environment: string,
  { path, application, location }: PlannedApplication,
  base: SynthesizedSide,
  head: SynthesizedSide,
): ManifestChange[] {
  const [before, after] = [textsBelow(join(base.outputs, path)), textsBelow(join(head.outputs, path))];
  // Parsing is the expensive part: files that are the same on both sides are left out.
  const differing = [...new Set([...before.keys(), ...after.keys()])].filter(
    (file) => before.get(file) !== after.get(file),
  );
  const [earlier, later] = [objectsIn(before, differing), objectsIn(after, differing)];
  return [...new Set([...earlier.keys(), ...later.keys()])].flatMap((id): ManifestChange[] => {
    const [old, young] = [earlier.get(id), later.get(id)];
    const { kind, name } = old ?? young ?? { kind: '', name: '' };
    const common = { application, kind, name, places: [`${environment}/${location}`] };
    if (old === undefined) return [{ ...common, action: 'added', fields: [] }];
    if (young === undefined) return [{ ...common, action: 'removed', fields: [] }];
    const fields = changedAttributes(old.object, young.object);
    return fields.length === 0 ? [] : [{ ...common, action: 'changed', fields }];
  });
}

interface KubernetesObject {
  readonly kind: string;
  /** `<namespace>/<name>`, or the name of an object of the whole cluster. */
  readonly name: string;
  readonly object: PlainObject;
}

function objectsIn(texts: ReadonlyMap<string, string>, files: readonly string[]): Map<string, KubernetesObject> {
  const objects = files.flatMap((file) => loadAll(texts.get(file) ?? '').filter(isObject));
  return new Map(
    objects.map((object) => {
      const kind = text(object['kind']);
      const metadata = isObject(object['metadata']) ? object['metadata'] : {};
      const name = [metadata['namespace'], metadata['name']]
        .map(text)
        .filter((part) => part !== '')
        .join('/');
      return [`${text(object['apiVersion'])} ${kind} ${name}`, { kind, name, object }];
    }),
  );
}

function textsBelow(folder: string): Map<string, string> {
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  return new Map(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
