import { type Diagnostic, formatDiagnostic, InputError } from '../../services/definition/source/diagnostic.js';
import type { Colors } from './colors.js';
import { plural } from './plural.js';
import { commandDiagnostic, UsageError } from './usage-error.js';

/** A failed command in both forms: for people on standard error, for programs as the `--json` document. */
export interface Failure {
  readonly text: string;
  readonly document: { readonly errors: readonly Diagnostic[] };
}

/** Turns whatever was thrown into diagnostics; only a defect of this program shows a stack. */
export function failureOf(error: unknown, colors: Colors): Failure {
  if (error instanceof InputError) {
    const count = `${colors.red('✗')} ${plural(error.diagnostics.length, 'error')}; nothing was written`;
    return {
      text: [...printDiagnostics(error.diagnostics, colors), count].join('\n'),
      document: { errors: error.diagnostics },
    };
  }
  if (error instanceof UsageError) {
    return {
      text: `${colors.red('error:')} ${error.message}\n  fix: ${error.fix}`,
      document: { errors: [commandDiagnostic('usage', error.message, error.fix)] },
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  const detail = error instanceof Error ? (error.stack ?? message) : message;
  const fix = 'this is a defect of finflow: report the command line and this text';
  return {
    text: `${colors.red('internal error:')} ${detail}\n  fix: ${fix}`,
    document: { errors: [commandDiagnostic('internal', message, fix)] },
  };
}

/** Diagnostics as compilers print them, one blank line between two. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], colors: Colors): string[] {
  return diagnostics.map((diagnostic) => {
    const [head = '', ...rest] = formatDiagnostic(diagnostic).split('\n');
    const place = `${diagnostic.file}:${diagnostic.line}:${diagnostic.column}`;
    const coloured = `${colors.bold(place)}${head.slice(place.length).replace(/^ error/, ` ${colors.red('error')}`)}`;
    const tail = rest.map((line) => (/^ +\^+$/.test(line) ? colors.red(line) : line));
    return `${[coloured, ...tail].join('\n')}\n`;
  });
}
