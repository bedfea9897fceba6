/** One place where two plain values differ; `undefined` stands for absent, `null` counts as absent. */
export interface Difference {
  readonly path: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}

/** An object of plain data. */
export type PlainObject = Readonly<Record<string, unknown>>;

/**
 * Every place where two plain values differ, deepest first in the sense that an object that came or went is one difference.
 *
 * Lists of scalars are sets: each member that came or went is one difference at the list's path. Lists of objects with
 * names are compared by name, so that an insertion moves nothing.
 */
export function differences(before: unknown, after: unknown, path: readonly string[] = []): Difference[] {
  if (same(before, after)) return [];
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => differences(before[key], after[key], [...path, key]));
  }
  if (isList(before) && isList(after)) return listDifferences(before, after, path);
  return [{ path, before: before ?? undefined, after: after ?? undefined }];
}

function listDifferences(before: readonly unknown[], after: readonly unknown[], path: readonly string[]): Difference[] {
  if ([...before, ...after].every(isScalar)) {
    const [earlier, later] = [new Set(before), new Set(after)];
    const moved = [
      ...before.filter((member) => !later.has(member)).map((member) => ({ path, before: member, after: undefined })),
      ...after.filter((member) => !earlier.has(member)).map((member) => ({ path, before: undefined, after: member })),
    ];
    return moved.length > 0 ? moved : [{ path, before, after }];
  }
  const [earlier, later] = [byKey(before), byKey(after)];
  if (earlier === undefined || later === undefined) return [{ path, before, after }];
  const moved = differences(earlier, later, path);
  return moved.length > 0 ? moved : [{ path, before, after }];
}

/** Elements by name; undefined when one has none or two share one. */
function byKey(list: readonly unknown[]): PlainObject | undefined {
  const entries = list.map((element): [string | undefined, unknown] => [keyOf(element), element]);
  const keys = new Set(entries.map(([key]) => key));
  const keyed = Object.fromEntries(entries) as PlainObject;
  return keys.has(undefined) || keys.size < list.length ? undefined : keyed;
}

/** Fields that tell elements of one list apart, alone or together. */
const ALONE = ['name', 'key'] as const;
const TOGETHER = ['host', 'path', 'service', 'group', 'topic', 'resource', 'policy'] as const;

function keyOf(element: unknown): string | undefined {
  if (!isObject(element)) return undefined;
  const texts = (keys: readonly string[]): string[] =>
    keys.map((key) => element[key]).filter((value) => typeof value === 'string');
  const [alone] = texts(ALONE);
  const together = texts(TOGETHER);
  return alone ?? (together.length > 0 ? together.join(' ') : undefined);
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

export const isObject = (value: unknown): value is PlainObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;

/** Equal as data; the order of an object's keys says nothing. */
export function same(before: unknown, after: unknown): boolean {
  if (before === after || (before ?? undefined) === (after ?? undefined)) return true;
  if (isList(before) && isList(after)) {
    return before.length === after.length && before.every((member, index) => same(member, after[index]));
  }
  if (!isObject(before) || !isObject(after)) return false;
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].every((key) => same(before[key], after[key]));
}

/** A plain value as a person reads it: text as it is, everything else as JSON. */
export const shownValue = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? 'nothing' : JSON.stringify(value);
