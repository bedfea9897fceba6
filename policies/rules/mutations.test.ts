import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeRule } from '../engine/judge.js';
import { type MutableOutput, mutate, unbroken } from '../testing/mutate.js';
import type { Mutation } from '../testing/mutation.js';
import { readMutableOutput, synthesizeRealOutput } from '../testing/real-output.js';
import { rules } from './index.js';
import { mutations } from '../testing/mutations/mutations.js';

let output: MutableOutput;
let removeOutput = (): void => undefined;
const baseline = new Map<string, ReadonlySet<string>>();

beforeAll(() => {
  const synthesized = synthesizeRealOutput();
  removeOutput = () => synthesized.remove();
  output = readMutableOutput(synthesized.root, 'production');
  const graph = unbroken(output);
  for (const rule of rules) baseline.set(rule.id, failures(rule.id, graph));
}, 120_000);

afterAll(() => {
  removeOutput();
  console.log(`${mutations.length} mutations of the real output tried against ${rules.length} rules`);
});

/** Fingerprints of what a rule finds wrong in a graph. */
function failures(id: string, graph: ReturnType<typeof unbroken>): ReadonlySet<string> {
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  const { findings } = judgeRule(rule, graph, []);
  return new Set(findings.filter(({ outcome }) => outcome === 'fail').map(({ fingerprint }) => fingerprint));
}

describe('rules against broken real output', () => {
  it.each(mutations.map((mutation): [string, string, Mutation] => [mutation.rule, mutation.breaks, mutation]))(
    '%s notices a change that %s',
    (id, _, mutation) => {
      const graph = mutate(output, mutation);
      if (graph === undefined) throw new Error('the real output holds nothing that this mutation could break');
      const before = baseline.get(id);
      expect([...failures(id, graph)].filter((fingerprint) => before?.has(fingerprint) !== true)).not.toEqual([]);
    },
  );

  it('tries every rule', () => {
    const tried = new Set(mutations.map(({ rule }) => rule));
    expect(rules.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([]);
  });
});
