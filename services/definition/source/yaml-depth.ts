import type { CST } from 'yaml';

/** Deeper than any schema here; keeps recursion in later steps shallow. */
export const MAX_DEPTH = 32;

/**
 * The offset of the first collection that is nested too deeply, if any.
 *
 * The parser is iterative, but composing is recursive: near the end of its stack even compiling a regular expression
 * can end the process. So this looks at the tokens, with a stack of its own, before anything is composed.
 */
export function tooDeepOffset(tokens: readonly CST.Token[]): number | undefined {
  const open = tokens.map((token) => ({ token, depth: 0 })).reverse();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (token.type === 'document') {
      if (token.value !== undefined) open.push({ token: token.value, depth });
    } else if ('items' in token) {
      if (depth === MAX_DEPTH) return token.offset;
      for (const item of [...token.items].reverse()) {
        for (const inner of [item.value, item.key]) {
          if (inner !== undefined && inner !== null) open.push({ token: inner, depth: depth + 1 });
        }
      }
    }
  }
  return undefined;
}
