import { loadControlCatalogue } from '../../policies/controls/control-catalogue.js';
import { rules } from '../../policies/rules/index.js';
import { unknownName } from '../cli/usage-error.js';

/** Everything a person asks about a rule. */
export interface RuleExplanation {
  readonly id: string;
  readonly severity: string;
  readonly title: string;
  readonly risk: string;
  readonly fix: string;
  readonly population: string;
  readonly crossDomain: boolean;
  readonly controls: readonly string[];
  readonly waiver: string;
}

/** What a rule wants, why, how to fix a finding, which controls it speaks to and whether it can be waived. */
export function explainRule(id: string): RuleExplanation {
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule === undefined) {
    throw unknownName(
      'rule',
      id,
      rules.map((known) => known.id),
    );
  }
  const { severity, title, risk, fix, population, crossDomain, waivable } = rule;
  return {
    id,
    severity,
    title,
    risk,
    fix,
    population,
    crossDomain,
    controls: loadControlCatalogue().controlsOf(id),
    waiver: waivable
      ? 'a file policies/waivers/<id>.yaml that compliance approves, for one resource and at most 90 days'
      : 'this rule cannot be waived',
  };
}
