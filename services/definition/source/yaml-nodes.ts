import { type Document, isCollection, isMap, isPair, isScalar, isSeq, type Pair, type YAMLMap } from 'yaml';

/** First and last offset in the text. */
export type Range = readonly [number, number];

/** Finds the text range of keys and values by path; each map is indexed once, so many look-ups stay linear. */
export class YamlNodes {
  private readonly pairsByMap = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

  constructor(private readonly document: Document | undefined) {}

  /** The range of the key or value at a path; a path that was not written gives the key of its nearest ancestor. */
  rangeAt(path: readonly (string | number)[], target: 'key' | 'value'): Range {
    let node: unknown = this.document?.contents;
    let key: unknown = null;
    let written = true;
    for (const segment of path) {
      const child = this.childAt(node, segment);
      written = child !== undefined;
      if (child === undefined) break;
      ({ node, key } = child);
    }
    const keyRange = rangeOf(key);
    if (keyRange !== undefined && (target === 'key' || !written)) return keyRange;
    return rangeOf(node) ?? keyRange ?? [0, 0];
  }

  private childAt(node: unknown, segment: string | number): { node: unknown; key: unknown } | undefined {
    if (isSeq(node)) {
      const item = typeof segment === 'number' ? node.items[segment] : undefined;
      return item === undefined ? undefined : { node: item, key: null };
    }
    if (!isMap(node)) return undefined;
    const pair = this.pairsOf(node).get(String(segment));
    return pair === undefined ? undefined : { node: pair.value, key: pair.key };
  }

  private pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
    const known = this.pairsByMap.get(map);
    if (known !== undefined) return known;
    const pairs = new Map<string, Pair>();
    for (const pair of map.items) {
      if (isPair(pair) && isScalar(pair.key)) pairs.set(String(pair.key.value), pair);
    }
    this.pairsByMap.set(map, pairs);
    return pairs;
  }
}

function rangeOf(node: unknown): Range | undefined {
  const range = isCollection(node) || isScalar(node) ? node.range : undefined;
  return range === undefined || range === null ? undefined : [range[0], range[1]];
}
