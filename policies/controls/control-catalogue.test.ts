import { describe, expect, it } from 'vitest';
import { engineRules } from '../engine/engine-rules.js';
import { rules } from '../rules/index.js';
import { loadControlCatalogue } from './control-catalogue.js';

const catalogue = loadControlCatalogue();
const ruleIds = [...rules, ...engineRules].map(({ id }) => id);

describe('control catalogue', () => {
  it('names each standard, control and rule once', () => {
    const namespaces = catalogue.standards.map(({ namespace }) => namespace);
    expect(new Set(namespaces).size).toBe(namespaces.length);
    expect(new Set(ruleIds).size).toBe(ruleIds.length);
    for (const { controls } of catalogue.standards) {
      const ids = controls.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('maps only known rules to known controls that artefacts can speak to', () => {
    for (const { namespace, controls, mappings } of catalogue.standards) {
      const answerable = new Set(controls.filter(({ manual }) => !manual).map(({ id }) => id));
      for (const { rule, control } of mappings) {
        expect(ruleIds, `${namespace} maps an unknown rule`).toContain(rule);
        expect([...answerable], `${rule} is mapped to ${namespace}:${control}`).toContain(control);
      }
      const pairs = mappings.map(({ rule, control }) => `${rule} ${control}`);
      expect(new Set(pairs).size).toBe(pairs.length);
    }
  });

  it('leaves no rule without a control', () => {
    expect(ruleIds.filter((id) => catalogue.controlsOf(id).length === 0)).toEqual([]);
  });

  it('never claims that a design satisfies a control without saying why', () => {
    for (const { mappings } of catalogue.standards)
      for (const { rationale } of mappings) expect(rationale.length).toBeGreaterThan(20);
  });
});
