import { type Document, isCollection, isMap, isPair, isScalar, LineCounter, parseDocument } from 'yaml';
import type { Diagnostic } from './diagnostic.js';
import { readDefinition } from './read-definition.js';
import { yamlProblems } from './yaml-problems.js';

/** A place inside a YAML file; one-based, in UTF-16 code units, as editors and SARIF count. */
export interface Place {
  readonly line: number;
  readonly column: number;
  /** Characters to underline, within the line. */
  readonly length: number;
}

/** A YAML file as plain data whose every key and value can be found again in the text. */
export interface YamlSource {
  /** Path relative to the repository root, with forward slashes. */
  readonly file: string;
  readonly text: string;
  /** Undefined when the file has diagnostics. */
  readonly data: unknown;
  readonly diagnostics: readonly Diagnostic[];
  /** Where the key or the value at a path stands; a path that was not written gives its nearest written ancestor. */
  locate(path: readonly (string | number)[], target: 'key' | 'value'): Place;
}

/** Problems of a file before its schema is known: a place in the text and what to say about it. */
export interface TextProblem {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
  /** First and last offset in the text. */
  readonly range: readonly [number, number];
}

/** Parses YAML 1.2 text; anchors, aliases, tags, duplicate keys and several documents are refused. */
export function parseYamlSource(file: string, text: string): YamlSource {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter,
    prettyErrors: false,
    resolveKnownTags: false,
    stringKeys: true,
    // The library compares every pair of keys; yamlProblems does it in linear time and names the first one.
    uniqueKeys: false,
  });
  const placeOf = (range: readonly [number, number]): Place => placeOfRange(text, lineCounter, range);
  const problems = yamlProblems(document, text, (offset) => lineCounter.linePos(offset).line);
  return {
    file,
    text,
    data: problems.length > 0 ? undefined : (document.toJS() as unknown),
    diagnostics: problems.map(({ range, ...problem }) => {
      const place = placeOf(range);
      return { file, ...problem, line: place.line, column: place.column, ...excerptOf(text, place) };
    }),
    locate: (path, target) => placeOf(rangeAt(document, path, target)),
  };
}

/** Reads and parses one file below a root; whatever keeps it from being read is a diagnostic at `:1:1`. */
export function readYamlSource(root: string, file: string): YamlSource {
  const read = readDefinition(root, file);
  if (typeof read === 'string') return parseYamlSource(file, read);
  return {
    file,
    text: '',
    data: undefined,
    diagnostics: [{ file, line: 1, column: 1, ...read }],
    locate: () => ({ line: 1, column: 1, length: 1 }),
  };
}

const LONGEST_EXCERPT = 240;

/** The line at a place, unless it is too long to help; control characters cannot reach the terminal. */
export function excerptOf(text: string, { line, length }: Place): Pick<Diagnostic, 'excerpt'> {
  let start = 0;
  for (let passed = 1; passed < line; passed += 1) start = text.indexOf('\n', start) + 1;
  const end = text.indexOf('\n', start);
  const content = text.slice(start, end < 0 ? undefined : end).replace(/\r$/, '');
  if (content.length > LONGEST_EXCERPT || content.trim() === '') return {};
  return { excerpt: { text: content.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' '), length } };
}

function placeOfRange(text: string, lineCounter: LineCounter, [start, end]: readonly [number, number]): Place {
  const offset = Math.min(start, text.length);
  const { line, col } = lineCounter.linePos(offset);
  const lineEnd = text.slice(offset, Math.max(end, offset)).search(/\r?\n/);
  // An empty file has no lines: the counter then answers 0:0.
  return {
    line: Math.max(1, line),
    column: Math.max(1, col),
    length: Math.max(1, lineEnd < 0 ? end - offset : lineEnd),
  };
}

type Range = readonly [number, number];

function rangeAt(document: Document, path: readonly (string | number)[], target: 'key' | 'value'): Range {
  let node: unknown = document.contents;
  let key: unknown = null;
  let written = true;
  for (const segment of path) {
    const child = childAt(node, segment);
    written = child !== undefined;
    if (child === undefined) break;
    ({ node, key } = child);
  }
  const keyRange = rangeOf(key);
  if (keyRange !== undefined && (target === 'key' || !written)) return keyRange;
  return rangeOf(node) ?? keyRange ?? [0, 0];
}

function childAt(node: unknown, segment: string | number): { node: unknown; key: unknown } | undefined {
  if (!isCollection(node)) return undefined;
  if (!isMap(node)) {
    const item = typeof segment === 'number' ? node.items[segment] : undefined;
    return item === undefined ? undefined : { node: item, key: null };
  }
  for (const pair of node.items) {
    if (isPair(pair) && isScalar(pair.key) && String(pair.key.value) === String(segment)) {
      return { node: pair.value, key: pair.key };
    }
  }
  return undefined;
}

function rangeOf(node: unknown): Range | undefined {
  const range = isCollection(node) || isScalar(node) ? node.range : undefined;
  return range === undefined || range === null ? undefined : [range[0], range[1]];
}
