import { distance } from 'fastest-levenshtein';
import type { Diagnostic } from '../../services/definition/source/diagnostic.js';

/** Thrown when the command line, and not a definition, is wrong. */
export class UsageError extends Error {
  readonly fix: string;

  constructor(message: string, fix: string) {
    super(message);
    this.name = 'UsageError';
    this.fix = fix;
  }
}

/** A name that is not one of the known ones, with the nearest of them. */
export function unknownName(kind: string, name: string, known: readonly string[]): UsageError {
  const nearest = [...known].sort((a, b) => distance(name, a) - distance(name, b))[0];
  const guess = nearest !== undefined && distance(name, nearest) <= 3 ? ` Did you mean ${nearest}?` : '';
  return new UsageError(
    `there is no ${kind} "${name}".${guess}`,
    `use one of: ${known.join(', ') || 'none exist yet'}`,
  );
}

/** The form in which a failure outside the definitions stands in a `--json` document. */
export function commandDiagnostic(code: string, message: string, fix: string): Diagnostic {
  return { file: '<command line>', line: 1, column: 1, code, message, fix };
}
