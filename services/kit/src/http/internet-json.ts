/** Why a text is not JSON that every parser reads alike. */
export class JsonRefused extends Error {
  override readonly name = 'JsonRefused';

  constructor(
    readonly reason: string,
    /** Position in the text, counted in UTF-16 code units; undefined when the parser did not say. */
    readonly position?: number,
  ) {
    super(reason);
  }
}

export interface JsonLimits {
  readonly maxDepth: number;
}

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const COMMA = 44;
const COLON = 58;

/**
 * Parses I-JSON (RFC 7493): names are unique, integers exact, strings well-formed. Refuses `__proto__` and deep nesting besides. Two
 * parsers that read such a text read the same, so a proxy, a log and a ledger agree on an amount.
 *
 * @throws JsonRefused
 */
export function parseInternetJson(text: string, { maxDepth }: JsonLimits): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new JsonRefused('is not JSON');
  }
  // The syntax is known to be right from here on.
  scan(text, maxDepth);
  return value;
}

function scan(text: string, maxDepth: number): void {
  /** Names of the objects around the position; null for an array. */
  const around: (Set<string> | null)[] = [];
  let names: Set<string> | null = null;
  let nameNext = false;
  let position = 0;
  while (position < text.length) {
    const code = text.charCodeAt(position);
    if (code === QUOTE) {
      const end = endOfString(text, position);
      const content = stringAt(text, position, end);
      if (nameNext && names !== null) {
        if (content === '__proto__') throw new JsonRefused('has a member named __proto__', position);
        if (names.has(content)) throw new JsonRefused('has the same member twice', position);
        names.add(content);
        nameNext = false;
      }
      position = end;
      continue;
    }
    if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      around.push(names);
      if (around.length > maxDepth) throw new JsonRefused(`is nested deeper than ${maxDepth} levels`, position);
      names = code === OPEN_BRACE ? new Set() : null;
      nameNext = names !== null;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      names = around.pop() ?? null;
      nameNext = false;
    } else if (code === COMMA) {
      nameNext = names !== null;
    } else if (code === COLON) {
      nameNext = false;
    } else if (code === 45 || (code >= 48 && code <= 57)) {
      position = endOfNumber(text, position);
      continue;
    }
    position += 1;
  }
}

/** Position after the closing quote. */
function endOfString(text: string, start: number): number {
  let position = start + 1;
  for (;;) {
    const code = text.charCodeAt(position);
    if (code === QUOTE) return position + 1;
    position += code === BACKSLASH ? 2 : 1;
  }
}

/** With the flag u, a whole pair is one character and does not match. */
const HALF_PAIR = /\p{Surrogate}/u;

function stringAt(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end - 1);
  // UTF-8 has no halves of surrogate pairs, so only an escape can make one.
  if (!raw.includes('\\')) return raw;
  const content = JSON.parse(text.slice(start, end)) as string;
  if (HALF_PAIR.test(content)) throw new JsonRefused('has half of a surrogate pair', start);
  return content;
}

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** Decimal digits that a double always keeps. */
const EXACT_DIGITS = 15;

/** Position after a number that a double holds exactly, if it is whole. */
function endOfNumber(text: string, start: number): number {
  NUMBER.lastIndex = start;
  const token = NUMBER.exec(text)?.[0] ?? '';
  if (token.length > EXACT_DIGITS && !isExact(token)) throw new JsonRefused('has a number that is not exact', start);
  if (token.length <= EXACT_DIGITS && Math.abs(Number(token)) > Number.MAX_SAFE_INTEGER) {
    throw new JsonRefused('has a number beyond 2^53 - 1', start);
  }
  return start + token.length;
}

function isExact(token: string): boolean {
  const value = Number(token);
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return false;
  if (!Number.isInteger(value) || /^-?\d+$/.test(token)) return true;
  // Written with a fraction or an exponent, read as an integer: right only when no digit was lost.
  const digits = (token.split(/[eE]/)[0] ?? '').replace(/[-.]/g, '').replace(/^0+|0+$/g, '');
  return digits.length <= EXACT_DIGITS;
}
