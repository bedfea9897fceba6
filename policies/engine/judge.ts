import type { Finding, OutcomeCounts } from './findings-schema.js';
import { fingerprintOf } from './fingerprint.js';
import type { ArtifactGraph } from './graph.js';
import type { DeclaredIntent } from './intent.js';
import type { Judgement, Rule } from './rule.js';
import type { Subject } from './subject.js';

/** One rule's judgements over an environment: how often it passed, and what it found. */
export interface RuleOutcome {
  readonly rule: Rule;
  readonly passes: number;
  readonly findings: readonly Finding[];
}

/** Runs one rule; an empty population becomes one finding that says the rule had nothing to judge. */
export function judgeRule(rule: Rule, graph: ArtifactGraph, controls: readonly string[]): RuleOutcome {
  const judgements = rule.evaluate(graph);
  const findings = judgements.flatMap((judgement) => findingOf(rule, judgement, graph, controls));
  if (judgements.length > 0) return { rule, passes: judgements.length - findings.length, findings };
  const empty = { outcome: 'not-applicable', message: `nothing to judge: no ${rule.population}` } as const;
  return { rule, passes: 0, findings: findingOf(rule, { subject: undefined, verdict: empty }, graph, controls) };
}

function findingOf(
  rule: Rule,
  judgement: Judgement,
  graph: ArtifactGraph,
  controls: readonly string[],
): readonly Finding[] {
  const { verdict, subject = environmentSubject(graph) } = judgement;
  if (verdict.outcome === 'pass') return [];
  const { outcome, message } = verdict;
  const evidence = ('evidence' in verdict ? verdict.evidence : undefined) ?? message;
  const declaredAt = ('source' in verdict ? verdict.source : undefined) ?? subject.declaredAt;
  const source = declaredAt === undefined ? undefined : graph.intent.sourceOf(declaredAt);
  const { id, location, kind, name, file, line } = subject;
  return [
    {
      rule: rule.id,
      outcome,
      blocking: !(outcome === 'unknown' && rule.unknownBlocks === false) && isBlocking(outcome, subject, graph.intent),
      severity: rule.severity,
      resource: { id, location, kind, name, file, ...(line === undefined ? {} : { line }) },
      message,
      fix: rule.fix,
      controls: [...controls],
      ...(source === undefined ? {} : { source }),
      fingerprint: fingerprintOf(rule.id, id, evidence),
    },
  ];
}

/**
 * Failures and errors always block. An unknown blocks in PCI scope: on a service that is connected to or holds card
 * data, or on infrastructure of a location where such a service is placed; unless its rule says that files never tell.
 */
function isBlocking(outcome: Finding['outcome'], subject: Subject, intent: DeclaredIntent): boolean {
  if (outcome === 'fail' || outcome === 'error') return true;
  if (outcome !== 'unknown') return false;
  const own = subject.service === undefined ? undefined : intent.service(subject.service);
  const affected = own === undefined ? intent.servicesAt(subject.location) : [own];
  return affected.some(({ compliance }) => compliance.pciScope !== 'none');
}

/** Stands for the whole environment where a rule has no single subject. */
export const environmentSubject = ({ environment, intent }: ArtifactGraph): Subject => ({
  id: `environment/${environment}`,
  location: 'global',
  kind: 'Environment',
  name: environment,
  file: intent.file,
  line: undefined,
  service: undefined,
  declaredAt: 'environment.name',
});

/** How often each outcome occurred. */
export function countOutcomes(passes: number, findings: readonly Finding[]): OutcomeCounts {
  const counts = { pass: passes, fail: 0, waived: 0, 'not-applicable': 0, unknown: 0, error: 0 };
  for (const { outcome } of findings) counts[outcome] += 1;
  return counts;
}
