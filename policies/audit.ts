import { loadControlCatalogue } from './controls/control-catalogue.js';
import { applyWaivers } from './engine/apply-waivers.js';
import { readableRule, waiverRule } from './engine/engine-rules.js';
import type { AuditResult, RuleResult } from './engine/findings-schema.js';
import { inputDigests } from './engine/input-digest.js';
import { countOutcomes, judgeRule } from './engine/judge.js';
import { readArtifacts } from './engine/read-artifacts.js';
import { describeWaivers, readWaivers } from './engine/read-waivers.js';
import type { Rule } from './engine/rule.js';
import { unreadableIntent } from './engine/unreadable-intent.js';
import { rules } from './rules/index.js';

export type { AuditResult } from './engine/findings-schema.js';

export interface AuditOptions {
  /** Directory that holds `cdktf.out`, `dist/manifests` and `dist/platform`; nothing in it is changed. */
  readonly artifacts: string;
  readonly environment: string;
  /** Folder of waivers; one that does not exist holds none. */
  readonly waivers: string;
  /** ISO date that stands for today. */
  readonly asOf: string;
}

/** Judges the synthesized output of one environment against every rule. */
export function audit({ artifacts, environment, waivers, asOf }: AuditOptions): AuditResult {
  const read = readArtifacts(artifacts, environment, asOf);
  const graph = read.graph ?? unreadableIntent(environment, asOf, read.intentFile);
  const catalogue = loadControlCatalogue();
  const judge = (rule: Rule) => judgeRule(rule, graph, catalogue.controlsOf(rule.id));

  // Without the intent no rule could tell what must exist: only the reason is reported.
  const judged = [readableRule(read.problems, read.intentFile), ...(read.graph === undefined ? [] : rules)].map(judge);
  const waiverFiles = read.graph === undefined ? [] : readWaivers(waivers);
  const waived = applyWaivers(
    judged.flatMap(({ findings }) => findings),
    waiverFiles,
    { environment, asOf, rules },
  );
  const waiverOutcome = judge(waiverRule(waived.judgements));
  const outcomes = [...judged, waiverOutcome];
  const findings = [...waived.findings, ...waiverOutcome.findings].sort(byRuleThenResource);

  const results = outcomes
    .map(({ rule, passes }): RuleResult => {
      const { id, title, area, severity, risk, fix, population, crossDomain, waivable } = rule;
      const counts = countOutcomes(
        passes,
        findings.filter((finding) => finding.rule === id),
      );
      const controls = [...catalogue.controlsOf(id)];
      return { id, counts, title, area, severity, risk, fix, population, crossDomain, waivable, controls };
    })
    .sort((a, b) => compare(a.id, b.id));
  const passes = outcomes.reduce((sum, outcome) => sum + outcome.passes, 0);
  return {
    environment,
    asOf,
    summary: countOutcomes(passes, findings),
    rules: results,
    findings,
    controls: catalogue.results(results),
    waivers: describeWaivers(waiverFiles, environment),
    inputs: inputDigests([...read.inputs, ...waiverFiles]),
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

type Finding = AuditResult['findings'][number];
const byRuleThenResource = (a: Finding, b: Finding): number =>
  compare(a.rule, b.rule) || compare(a.resource.id, b.resource.id) || compare(a.message, b.message);
