/** One finding about an input file: where it is, what is wrong, what is allowed and how to fix it. */
export interface Diagnostic {
  /** Path relative to the repository root, with forward slashes. */
  readonly file: string;
  /** One-based line. */
  readonly line: number;
  /** One-based column. */
  readonly column: number;
  /** Stable kebab-case code; every code has a row in codes.ts and an entry in docs/errors.md. */
  readonly code: string;
  readonly message: string;
  readonly fix: string;
  /** The values that would be accepted, when they can be listed. */
  readonly allowed?: readonly string[];
  /** The source line and the number of characters to underline. */
  readonly excerpt?: { readonly text: string; readonly length: number };
}

/** Thrown when inputs are refused; carries every diagnostic of the run, sorted by place. */
export class InputError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(`${diagnostics.length} error${diagnostics.length === 1 ? '' : 's'} in the definitions`);
    this.name = 'InputError';
    this.diagnostics = sortDiagnostics(diagnostics);
  }
}

/** Sorts by file, line, column and code, and drops exact repetitions. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  const key = (d: Diagnostic): string => `${d.file}:${d.line}:${d.column}:${d.code}:${d.message}`;
  return [...diagnostics]
    .sort((a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.code, b.code))
    .filter((d) => !seen.has(key(d)) && seen.add(key(d)));
}

/** Renders a diagnostic the way compilers do: place, code, excerpt with a caret, fix. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { file, line, column, code, message, fix, allowed, excerpt } = diagnostic;
  const lines = [`${file}:${line}:${column} error ${code}: ${message}`];
  if (excerpt !== undefined) {
    const gutter = `  ${line} | `;
    lines.push(gutter + excerpt.text);
    lines.push(' '.repeat(gutter.length + column - 1) + '^'.repeat(Math.max(1, excerpt.length)));
  }
  if (allowed !== undefined) lines.push(`  allowed: ${allowed.join(', ')}`);
  lines.push(`  fix: ${fix}`);
  return lines.join('\n');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
