import type { Segment } from '../../services/definition/provenance.js';

/** The value at a path of plain data, or undefined. */
export function valueAt(data: unknown, path: readonly Segment[]): unknown {
  return path.reduce<unknown>(
    (current, segment) =>
      typeof current === 'object' && current !== null && Object.hasOwn(current, segment)
        ? Reflect.get(current, segment)
        : undefined,
    data,
  );
}

/** A copy of plain data with another value at a path; what is not on the path is shared. */
export function withValue(data: unknown, path: readonly Segment[], value: unknown): unknown {
  const [segment, ...rest] = path;
  if (segment === undefined) return value;
  if (Array.isArray(data)) {
    return data.map((item: unknown, index) => (index === segment ? withValue(item, rest, value) : item));
  }
  if (typeof data !== 'object' || data === null) return data;
  return { ...data, [segment]: withValue(Reflect.get(data, segment), rest, value) };
}

/** A copy of plain data without the key or element at a path. */
export function withoutValue(data: unknown, path: readonly Segment[]): unknown {
  const parentPath = path.slice(0, -1);
  const last = path.at(-1);
  const parent = valueAt(data, parentPath);
  if (Array.isArray(parent)) {
    return withValue(
      data,
      parentPath,
      parent.filter((_, index) => index !== last),
    );
  }
  if (typeof parent !== 'object' || parent === null) return data;
  return withValue(data, parentPath, Object.fromEntries(Object.entries(parent).filter(([key]) => key !== last)));
}
