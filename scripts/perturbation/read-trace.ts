import { pathText, type Segment } from '../../services/definition/provenance.js';

/** Plain data that remembers which of its values were looked at. */
export interface ReadTrace<T> {
  /** Behaves like the data; hand it to the code whose reading is of interest. */
  readonly traced: T;
  /** Whether the value at a path was read, or the list or object there was entered. */
  readonly wasRead: (path: readonly Segment[]) => boolean;
}

/** Wraps plain data so that reading it leaves a trace: what was never read cannot have had an influence. */
export function traceReads<T extends object>(data: T): ReadTrace<T> {
  const read = new Set<string>(['']);
  const wrap = <O extends object>(target: O, path: readonly Segment[]): O =>
    new Proxy(target, {
      get(owner, key): unknown {
        const value: unknown = Reflect.get(owner, key);
        if (typeof key === 'symbol' || !Object.hasOwn(owner, key) || (Array.isArray(owner) && key === 'length'))
          return value;
        const here = [...path, Array.isArray(owner) ? Number(key) : key];
        read.add(pathText(here));
        return typeof value === 'object' && value !== null ? wrap(value, here) : value;
      },
    });
  // A frozen object may not hand out anything but its own members: the trace works on a copy.
  return { traced: wrap(structuredClone(data), []), wasRead: (path) => read.has(pathText(path)) };
}

/** Paths at which two plain values differ: the leaf, or the innermost list or object whose members are not the same ones. */
export function differingPaths(before: unknown, after: unknown, path: readonly Segment[] = []): (readonly Segment[])[] {
  if (!isContainer(before) || !isContainer(after)) return before === after ? [] : [path];
  const [keys, others] = [Object.keys(before), Object.keys(after)];
  if (keys.length !== others.length || Array.isArray(before) !== Array.isArray(after)) return [path];
  if (keys.some((key, index) => key !== others[index])) return [path];
  return keys.flatMap((key) =>
    differingPaths(Reflect.get(before, key), Reflect.get(after, key), [
      ...path,
      Array.isArray(before) ? Number(key) : key,
    ]),
  );
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
