import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { packageRoot } from '../engine/package-root.js';
import type { ControlResult, OutcomeCounts, RuleResult } from '../engine/findings-schema.js';
import { type ControlFile, controlFileSchema } from './control-schema.js';

/** The standards we answer to, and the strength with which each rule speaks to each control. */
export class ControlCatalogue {
  readonly #controlsOf: ReadonlyMap<string, readonly string[]>;

  constructor(readonly standards: readonly ControlFile[]) {
    const pairs = standards.flatMap(({ namespace, mappings }) =>
      mappings.map(({ rule, control }) => [rule, `${namespace}:${control}`] as const),
    );
    const rules = [...new Set(pairs.map(([rule]) => rule))];
    this.#controlsOf = new Map(
      rules.map((rule) => [
        rule,
        pairs
          .filter(([mapped]) => mapped === rule)
          .map(([, control]) => control)
          .sort(),
      ]),
    );
  }

  /** Namespaced controls of a rule, sorted. */
  controlsOf(rule: string): readonly string[] {
    return this.#controlsOf.get(rule) ?? [];
  }

  /** Every control with the outcome that its mapped rules add up to. */
  results(rules: readonly RuleResult[]): ControlResult[] {
    const counts = new Map(rules.map((rule) => [rule.id, rule.counts]));
    return this.standards.flatMap(({ standard, version, namespace, controls, mappings }) =>
      controls.map(({ id, title, manual }) => {
        const mapped = mappings.filter(({ control }) => control === id);
        return {
          id: `${namespace}:${id}`,
          standard,
          version,
          title,
          manual,
          outcome: manual ? 'unknown' : sumOf(mapped.flatMap(({ rule }) => counts.get(rule) ?? [])),
          mappings: mapped.map(({ rule, strength, rationale }) => ({ rule, strength, rationale })),
        };
      }),
    );
  }
}

/** A control is as good as the worst of its rules; accepted deviations are still deviations from the control. */
function sumOf(counts: readonly OutcomeCounts[]): ControlResult['outcome'] {
  const any = (outcome: keyof OutcomeCounts): boolean => counts.some((count) => count[outcome] > 0);
  if (any('error')) return 'error';
  if (any('fail') || any('waived')) return 'fail';
  if (any('unknown')) return 'unknown';
  return any('pass') ? 'pass' : 'not-applicable';
}

/** Reads the control files that ship with the policies; a malformed one is a fault of the program. */
export function loadControlCatalogue(): ControlCatalogue {
  const folder = join(packageRoot(), 'policies/controls');
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return new ControlCatalogue(
    files.sort().map((name) => controlFileSchema.parse(load(readFileSync(join(folder, name), 'utf8')))),
  );
}
