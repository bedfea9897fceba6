import { Composer, type DocumentOptions, LineCounter, type ParseOptions, Parser, type SchemaOptions } from 'yaml';
import type { ErrorCode } from '../codes.js';
import type { Diagnostic } from './diagnostic.js';
import { readDefinition } from './read-definition.js';
import { tooDeepOffset } from './yaml-depth.js';
import { type Range, YamlNodes } from './yaml-nodes.js';
import { depthProblem, yamlProblems } from './yaml-problems.js';

/** A place inside a YAML file; one-based, in UTF-16 code units, as editors and SARIF count. */
export interface Place {
  readonly line: number;
  readonly column: number;
  /** Characters to underline, within the line. */
  readonly length: number;
}

/** What is wrong at a place and how to fix it; the place itself is added by the source. */
export interface Problem extends Pick<Diagnostic, 'message' | 'fix' | 'allowed'> {
  readonly code: ErrorCode;
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
  /** A diagnostic about the key or the value at a path, with the line it stands on. */
  diagnose(path: readonly (string | number)[], target: 'key' | 'value', problem: Problem): Diagnostic;
}

const PARSE_OPTIONS: ParseOptions & DocumentOptions & SchemaOptions = {
  prettyErrors: false,
  resolveKnownTags: false,
  stringKeys: true,
  // The library compares every pair of keys; yamlProblems does it in linear time and names the first one.
  uniqueKeys: false,
};

/** Parses YAML 1.2 text; anchors, aliases, tags, duplicate keys and several documents are refused. */
export function parseYamlSource(file: string, text: string): YamlSource {
  const lineCounter = new LineCounter();
  const tokens = [...new Parser(lineCounter.addNewLine).parse(text)];
  const tooDeep = tooDeepOffset(tokens);
  const documents = tooDeep === undefined ? [...new Composer(PARSE_OPTIONS).compose(tokens, true, text.length)] : [];
  const [document] = documents;
  const nodes = new YamlNodes(document);
  const placeOf = (range: Range): Place => placeOfRange(text, lineCounter, range);
  const diagnosticAt = (place: Place, problem: Problem): Diagnostic => ({
    file,
    ...problem,
    line: place.line,
    column: place.column,
    ...excerptOf(text, lineCounter, place),
  });
  const problems =
    tooDeep === undefined
      ? yamlProblems(documents, text, (offset) => lineCounter.linePos(offset).line)
      : [depthProblem(tooDeep)];
  return {
    file,
    text,
    data: problems.length > 0 ? undefined : (document?.toJS() as unknown),
    diagnostics: problems.map(({ range, ...problem }) => diagnosticAt(placeOf(range), problem)),
    locate: (path, target) => placeOf(nodes.rangeAt(path, target)),
    diagnose: (path, target, problem) => diagnosticAt(placeOf(nodes.rangeAt(path, target)), problem),
  };
}

/** Reads and parses one file below a root; whatever keeps it from being read is a diagnostic at `:1:1`. */
export function readYamlSource(root: string, file: string): YamlSource {
  const read = readDefinition(root, file);
  if (typeof read === 'string') return parseYamlSource(file, read);
  const diagnose = (problem: Problem): Diagnostic => ({ file, line: 1, column: 1, ...problem });
  return {
    file,
    text: '',
    data: undefined,
    diagnostics: [diagnose(read)],
    locate: () => ({ line: 1, column: 1, length: 1 }),
    diagnose: (_path, _target, problem) => diagnose(problem),
  };
}

const LONGEST_EXCERPT = 240;

/** The line at a place, unless it is too long to help; control characters cannot reach the terminal. */
function excerptOf(text: string, { lineStarts }: LineCounter, { line, length }: Place): Pick<Diagnostic, 'excerpt'> {
  const content = text.slice(lineStarts[line - 1] ?? 0, lineStarts[line] ?? text.length).replace(/[\r\n]+$/, '');
  if (content.length > LONGEST_EXCERPT || content.trim() === '') return {};
  return { excerpt: { text: content.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' '), length } };
}

function placeOfRange(text: string, lineCounter: LineCounter, [start, end]: Range): Place {
  const offset = Math.min(start, text.length);
  // An empty file has no lines: the counter then answers 0:0.
  const { line, col } = lineCounter.linePos(offset);
  const nextLine = lineCounter.lineStarts[line] ?? text.length + 1;
  const length = text.slice(offset, Math.min(end, nextLine - 1)).trimEnd().length;
  return { line: Math.max(1, line), column: Math.max(1, col), length: Math.max(1, length) };
}
