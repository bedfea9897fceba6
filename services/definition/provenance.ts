import type { YamlSource } from './source/yaml-source.js';

/** One step into plain data: an object key or an array index. */
export type Segment = string | number;

/** Calls `visit` for every leaf of plain data; an empty array or object counts as a leaf. */
export function forEachLeaf(
  value: unknown,
  visit: (path: readonly Segment[], leaf: unknown) => void,
  path: readonly Segment[] = [],
): void {
  const children: [Segment, unknown][] = Array.isArray(value)
    ? value.map((child: unknown, index) => [index, child])
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
      : [];
  if (children.length === 0) visit(path, value);
  for (const [segment, child] of children) forEachLeaf(child, visit, [...path, segment]);
}

/** `['scaling', 'metrics', 0, 'cpu']` → `scaling.metrics[0].cpu`. */
export function pathText(path: readonly Segment[]): string {
  return path.reduce<string>(
    (text, segment) =>
      typeof segment === 'number' ? `${text}[${segment}]` : text === '' ? segment : `${text}.${segment}`,
    '',
  );
}

/** `services/ledger/service.yaml:28:8` of the value at a path, or undefined where nobody wrote one. */
export function writtenAt(source: YamlSource, path: readonly Segment[]): string | undefined {
  if (!exists(source.data, path)) return undefined;
  const { line, column } = source.locate(path, 'value');
  return `${source.file}:${line}:${column}`;
}

/** Drops the unit that the resolver adds to a name: `timeoutMs` → `timeout`. */
export function withoutUnit(segment: Segment): Segment {
  return typeof segment === 'string' ? segment.replace(/(Ms|Seconds|Hours|Days|Mib|Millicores)$/, '') : segment;
}

function exists(value: unknown, path: readonly Segment[]): boolean {
  let current = value;
  for (const segment of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, segment)) return false;
    current = Reflect.get(current, segment);
  }
  return current !== undefined;
}
