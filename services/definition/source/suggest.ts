import { closest, distance } from 'fastest-levenshtein';

/** The candidate a person most likely meant, or undefined when none is near. */
export function suggest(written: string, candidates: readonly string[]): string | undefined {
  // Comparing is quadratic in the length; nobody mistypes a name into a longer one than this.
  if (candidates.length === 0 || written.length > 100) return undefined;
  const lower = written.toLowerCase();
  const nearest = closest(lower, [...candidates]);
  const longer = Math.max(nearest.length, written.length);
  // Two, so that swapped letters count as near, except in words where two letters are most of the word.
  const limit = longer <= 3 ? 1 : Math.max(2, Math.floor(longer / 3));
  if (distance(lower, nearest.toLowerCase()) <= limit) return nearest;
  return candidates.find((candidate) => shareBeginning(lower, candidate.toLowerCase()));
}

/** `maximum` and `max`, `repl` and `replicas`. */
function shareBeginning(a: string, b: string): boolean {
  return Math.min(a.length, b.length) >= 3 && (a.startsWith(b) || b.startsWith(a));
}

/** ` did you mean "replicas"?` with what it would be, or nothing. */
export function didYouMean(suggestion: string | undefined): string {
  return suggestion === undefined ? '' : `; did you mean ${JSON.stringify(suggestion)}?`;
}

/** Right spellings of the units that people write from habit. */
const UNITS: Readonly<Record<string, string>> = {
  ...spellings('ms', ['msec', 'msecs', 'millis', 'millisecond', 'milliseconds']),
  ...spellings('s', ['sec', 'secs', 'second', 'seconds']),
  ...spellings('m', ['min', 'mins', 'minute', 'minutes']),
  ...spellings('h', ['hr', 'hrs', 'hour', 'hours']),
  ...spellings('d', ['day', 'days']),
  ...spellings('y', ['yr', 'yrs', 'year', 'years']),
  ...spellings('Mi', ['mb', 'mib']),
  ...spellings('Gi', ['g', 'gb', 'gib']),
  ...spellings('Ti', ['t', 'tb', 'tib']),
};

/** `"1GB"` → `1Gi` and `"5 minutes"` → `5m`, when the result is accepted. */
export function suggestUnit(written: string, accepts: (text: string) => boolean): string | undefined {
  const [, amount, unit = ''] = /^(\d+)\s*([A-Za-z]+)$/.exec(written.trim()) ?? [];
  if (amount === undefined) return undefined;
  const lower = unit.toLowerCase();
  const spelled = [UNITS[lower], lower, ...(lower === 'm' ? ['Mi'] : [])];
  return spelled.map((candidate) => `${amount}${candidate ?? ''}`).find(accepts);
}

function spellings(unit: string, written: readonly string[]): Record<string, string> {
  return Object.fromEntries(written.map((spelling) => [spelling, unit]));
}
