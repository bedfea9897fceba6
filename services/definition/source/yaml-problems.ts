import { type Document, isAlias, isMap, isNode, isPair, isScalar, isSeq, type YAMLError } from 'yaml';
import { MAX_DEPTH } from './yaml-depth.js';
import type { Range } from './yaml-nodes.js';

/** A problem of a file before its schema is known, by its range in the text. */
export interface TextProblem {
  readonly code:
    | 'empty-file'
    | 'yaml-syntax'
    | 'yaml-documents'
    | 'yaml-alias'
    | 'yaml-tag'
    | 'yaml-depth'
    | 'duplicate-key'
    | 'unknown-key';
  readonly message: string;
  readonly fix: string;
  readonly range: Range;
}

/** One bad line can make the parser report the rest of the file; more than this only repeats it. */
const MAX_SYNTAX_PROBLEMS = 20;

type LineOf = (offset: number) => number;

/** Everything that is wrong with a YAML document before its schema is known; linear in its size. */
export function yamlProblems(
  [document, second]: readonly Document.Parsed[],
  text: string,
  lineOf: LineOf,
): TextProblem[] {
  if (document === undefined) return [emptyProblem];
  const syntax = document.errors.slice(0, MAX_SYNTAX_PROBLEMS).map(syntaxProblem);
  const others = second === undefined ? [] : [documentsProblem([second.range[0], second.range[0] + '---'.length])];
  if (syntax.length === 0 && others.length === 0 && document.contents === null) return [emptyProblem];
  return [...syntax, ...others, ...walk(document, text, lineOf)];
}

/** A file that is nested too deeply to be read at all. */
export function depthProblem(offset: number): TextProblem {
  const message = `this is nested more than ${MAX_DEPTH} levels deep`;
  return {
    code: 'yaml-depth',
    message,
    fix: 'remove the nesting; no definition needs it',
    range: [offset, offset + 1],
  };
}

function documentsProblem(range: Range): TextProblem {
  const message = 'a second document starts here; a file holds one definition';
  return { code: 'yaml-documents', message, fix: 'remove the --- line or split the file', range };
}

const emptyProblem: TextProblem = {
  code: 'empty-file',
  message: 'the file holds no data',
  fix: 'write the definition or remove the file',
  range: [0, 0],
};

const MESSAGES: Partial<Record<YAMLError['code'], readonly [string, string]>> = {
  TAB_AS_INDENT: ['a tab indents this line; YAML allows only spaces', 'replace the tab with spaces'],
  NON_STRING_KEY: ['this key is not plain text', 'write the key as text, in quotes if needed'],
  MISSING_CHAR: ['a closing character is missing here', 'close the quote, bracket or brace, or add the colon'],
};

function syntaxProblem({ code, message, pos }: YAMLError): TextProblem {
  const [text, fix] = MESSAGES[code] ?? [
    message.charAt(0).toLowerCase() + message.slice(1),
    'check the indentation, quotes, brackets and colons here and on the line before',
  ];
  return { code: 'yaml-syntax', message: text, fix, range: pos };
}

function walk(document: Document, text: string, lineOf: LineOf): TextProblem[] {
  const problems: TextProblem[] = [];
  const open: unknown[] = [document.contents];
  while (open.length > 0) {
    const node = open.pop();
    if (isAlias(node)) problems.push(aliasProblem(`*${node.source}`, rangeOf(node)));
    if (isMap(node) || isSeq(node) || isScalar(node)) {
      if (node.anchor !== undefined)
        problems.push(aliasProblem(`&${node.anchor}`, before(node, `&${node.anchor}`, text)));
      if (node.tag !== undefined && node.tag !== '!') problems.push(tagProblem(node.tag, before(node, '!', text)));
    }
    const children = isMap(node) || isSeq(node) ? node.items : [];
    if (isMap(node)) problems.push(...duplicateKeys(node.items, lineOf));
    for (const child of children) {
      if (isPair(child)) open.push(child.key, child.value);
      else open.push(child);
    }
  }
  return problems.reverse();
}

function duplicateKeys(pairs: readonly unknown[], lineOf: LineOf): TextProblem[] {
  const first = new Map<string, number>();
  const problems: TextProblem[] = [];
  for (const pair of pairs) {
    if (!isPair(pair) || !isScalar(pair.key)) continue;
    const key = String(pair.key.value);
    const range = rangeOf(pair.key);
    // The schema library drops this key silently.
    if (key === '__proto__') problems.push(prototypeProblem(range));
    const before = first.get(key);
    if (before === undefined) first.set(key, range[0]);
    else {
      const message = `the key ${JSON.stringify(key)} stands here again; line ${lineOf(before)} has the first`;
      problems.push({ code: 'duplicate-key', message, fix: 'keep one of the two', range });
    }
  }
  return problems;
}

function prototypeProblem(range: Range): TextProblem {
  const message = 'the key "__proto__" has a meaning of its own in JavaScript';
  return { code: 'unknown-key', message, fix: 'remove the key', range };
}

function aliasProblem(text: string, range: Range): TextProblem {
  const message = `${JSON.stringify(text)}: anchors and aliases are refused, because a few of them can expand to gigabytes`;
  return { code: 'yaml-alias', message, fix: 'write the value out where it is used', range };
}

function tagProblem(tag: string, range: Range): TextProblem {
  const message = `the tag ${JSON.stringify(tag)} is not used in definitions`;
  return { code: 'yaml-tag', message, fix: 'remove the tag; the schema knows the type', range };
}

function rangeOf(node: unknown): Range {
  const range = isNode(node) ? node.range : undefined;
  return [range?.[0] ?? 0, range?.[1] ?? 0];
}

/** An anchor or tag stands before its node, whose range does not hold it. */
function before(node: unknown, mark: string, text: string): Range {
  const start = text.lastIndexOf(mark, rangeOf(node)[0]);
  return [start, start + mark.length];
}
