import { loadAll } from 'js-yaml';
import { z } from 'zod';

const object = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
});

/** What becomes of a file or an object. */
export type Change = 'added' | 'changed' | 'removed';

/** Names of what differs between two sets of manifests, sorted. */
export interface ManifestChanges {
  readonly files: Readonly<Record<Change, readonly string[]>>;
  /** Objects as `<location>/<application> <kind> <namespace>/<name>`. */
  readonly objects: Readonly<Record<Change, readonly string[]>>;
}

/** Compares manifests by path and, in files that differ, object by object. */
export function manifestChanges(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): ManifestChanges {
  const files = compare(before, after);
  const touched = [...files.added, ...files.changed, ...files.removed];
  return { files, objects: compare(objectsOf(before, touched), objectsOf(after, touched)) };
}

export const isUnchanged = ({ files }: ManifestChanges): boolean =>
  Object.values(files).every(({ length }) => length === 0);

function compare(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Record<Change, string[]> {
  const names = (of: ReadonlyMap<string, string>): string[] => [...of.keys()].sort();
  return {
    added: names(after).filter((name) => !before.has(name)),
    changed: names(after).filter((name) => before.has(name) && before.get(name) !== after.get(name)),
    removed: names(before).filter((name) => !after.has(name)),
  };
}

function objectsOf(files: ReadonlyMap<string, string>, paths: readonly string[]): Map<string, string> {
  return new Map(
    paths.flatMap((path) => {
      const place = path.split('/').slice(-3, -1).join('/');
      return loadAll(files.get(path) ?? '')
        .filter((document) => document !== null && document !== undefined)
        .map((document): [string, string] => {
          const { kind, metadata } = object.parse(document);
          const name = metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`;
          return [`${place} ${kind} ${name}`, JSON.stringify(document)];
        });
    }),
  );
}
