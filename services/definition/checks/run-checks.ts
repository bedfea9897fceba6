import type { LoadedDefinitions } from '../load.js';
import type { Diagnostic } from '../source/diagnostic.js';
export function runChecks(_loaded: LoadedDefinitions, _options: { asOf: string }): Diagnostic[] {
  return [];
}
