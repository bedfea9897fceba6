import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runChecks } from '../checks/run-checks.js';
import { loadDefinitions } from '../load.js';
import { type Diagnostic, sortDiagnostics } from '../source/diagnostic.js';
import { EXAMPLE_TEXTS } from './example-texts.js';

/** The day on which the tests judge the example. */
export const AS_OF = '2026-11-23';

export type Texts = Readonly<Record<string, string>>;

/** One value of the example replaced; `«` marks where the error must point. */
export interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const SHORT: Readonly<Record<string, string>> = {
  environment: 'environments/staging.yaml',
  teams: 'services/teams.yaml',
  externals: 'services/externals.yaml',
  orders: 'services/orders/service.yaml',
  billing: 'services/billing/service.yaml',
};

/** `edit('orders', 'tier: 0', 'tier: «9')`: the first occurrence is replaced, and there must be one. */
export function edit(file: keyof typeof SHORT, from: string, to: string): Edit {
  return { file: SHORT[file] ?? file, from, to };
}

/** The example with edits applied, and the places that the markers name as `file:line:col`. */
export function edited(edits: readonly Edit[]): { readonly texts: Texts; readonly places: readonly string[] } {
  const texts: Record<string, string> = { ...EXAMPLE_TEXTS };
  for (const { file, from, to } of edits) {
    const text = texts[file] ?? '';
    if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`);
    texts[file] = text.replace(from, () => to);
  }
  const places = Object.entries(texts).flatMap(([file, text]) => {
    const lines = text.split('\n');
    return lines.flatMap((line, index) =>
      line.includes('«') ? [`${file}:${index + 1}:${line.indexOf('«') + 1}`] : [],
    );
  });
  const unmarked = Object.entries(texts).map(([file, text]) => [file, text.replaceAll('«', '')]);
  return { texts: Object.fromEntries(unmarked) as Texts, places };
}

/** Writes texts below a temporary root, hands it to `use`, and removes it. */
export function withRepository<T>(texts: Texts, use: (root: string) => T): T {
  const root = mkdtempSync(join(tmpdir(), 'definitions-'));
  try {
    for (const [file, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    return use(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** Every diagnostic of a repository, sorted. */
export function diagnosticsOf(texts: Texts): Diagnostic[] {
  return withRepository(texts, (root) => {
    const loaded = loadDefinitions(root);
    return sortDiagnostics([...loaded.diagnostics, ...runChecks(loaded, { asOf: AS_OF })]);
  });
}

/** `file:line:col code` of every diagnostic. */
export function placesOf(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`);
}
